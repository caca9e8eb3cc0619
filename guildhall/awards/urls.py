from django.urls import path

from guildhall.awards import views

app_name = "awards"
urlpatterns = [
    path("awards/", views.call_list, name="call_list"),
    path("awards/new/", views.draft_call, name="draft_call"),
    path("awards/mine/", views.my_entry_list, name="my_entry_list"),
    path("awards/<uuid:pk>/", views.call, name="call"),
    path("awards/<uuid:pk>/change/", views.change_call, name="change_call"),
    path("awards/<uuid:pk>/publish/", views.publish_call, name="publish_call"),
    path("awards/<uuid:pk>/postpone/", views.postpone_call, name="postpone_call"),
    path("awards/<uuid:pk>/cancel/", views.cancel_call, name="cancel_call"),
    path("awards/<uuid:pk>/entries/", views.entry_list, name="entry_list"),
    path("awards/<uuid:pk>/enter/", views.start_entry, name="start_entry"),
    path("awards/entries/<uuid:pk>/", views.entry, name="entry"),
    path("awards/entries/<uuid:pk>/change/", views.change_entry, name="change_entry"),
    path("awards/entries/<uuid:pk>/files/", views.attach_entry_file, name="attach_entry_file"),
    path(
        "awards/entries/<uuid:pk>/files/<uuid:file_pk>/remove/",
        views.remove_entry_file,
        name="remove_entry_file",
    ),
    path("awards/entries/<uuid:pk>/submit/", views.submit_entry, name="submit_entry"),
    path("awards/entries/<uuid:pk>/withdraw/", views.withdraw_entry, name="withdraw_entry"),
    path("awards/entries/<uuid:pk>/exclude/", views.exclude_entry, name="exclude_entry"),
]
# Below ``/p/<slug>/``.
public_urlpatterns = [
    path("awards/", views.public_call_list, name="call_list"),
    path("awards/<uuid:pk>/", views.public_call, name="call"),
]
