from django.urls import path

from guildhall.core import views

urlpatterns = [
    path("", views.style_page, name="style_page"),
    path("units/", views.style_units, name="style_units"),
]
