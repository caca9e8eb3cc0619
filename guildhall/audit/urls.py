from django.urls import path

from guildhall.audit import views

app_name = "audit"
urlpatterns = [
    path("record/", views.entry_list, name="entry_list"),
    path("record/verify/", views.verify_record, name="verify_record"),
]
