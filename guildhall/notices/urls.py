from django.urls import path

from guildhall.notices import views

app_name = "notices"
urlpatterns = [
    path("channels/", views.channel_list, name="channel_list"),
    path("channels/<uuid:pk>/remove/", views.remove_channel, name="remove_channel"),
    path("channels/<uuid:pk>/try/", views.try_channel, name="try_channel"),
    path("outbox/<uuid:pk>/send-again/", views.send_again, name="send_again"),
]
inbox_urlpatterns = [
    path("", views.notice_list, name="notice_list"),
    path("read/", views.read_all_notices, name="read_all_notices"),
    path("<uuid:pk>/read/", views.read_notice, name="read_notice"),
]
