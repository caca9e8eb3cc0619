from django.urls import path

from guildhall.documents import views

app_name = "documents"
urlpatterns = [
    path("files/<str:token>/", views.read_file, name="read_file"),
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verify_document, name="verify_document"),
    path("a/<slug:slug>/documents/", views.document_list, name="document_list"),
    path("a/<slug:slug>/documents/numbers/", views.serial_formats, name="serial_formats"),
    path("a/<slug:slug>/documents/numbers/<str:kind>/", views.set_serial_format, name="set_serial_format"),
    path("a/<slug:slug>/documents/<uuid:pk>/", views.document, name="document"),
    path("a/<slug:slug>/documents/<uuid:pk>/revoke/", views.revoke_document, name="revoke_document"),
]
