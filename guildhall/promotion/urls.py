from django.urls import path

from guildhall.promotion import views

app_name = "promotion"
urlpatterns = [
    path("key-projects/", views.key_project_board, name="key_project_board"),
    path("key-projects/table/", views.key_project_list, name="key_project_list"),
    path("key-projects/excel/", views.export_key_projects, name="export_key_projects"),
    path("key-projects/import/", views.import_key_projects, name="import_key_projects"),
    path("key-projects/new/", views.add_key_project, name="add_key_project"),
    path("key-projects/<uuid:pk>/", views.key_project, name="key_project"),
    path("key-projects/<uuid:pk>/change/", views.change_key_project, name="change_key_project"),
    path("key-projects/<uuid:pk>/move/", views.move_key_project, name="move_key_project"),
    path("key-projects/<uuid:pk>/end/", views.end_key_project, name="end_key_project"),
    path("key-projects/<uuid:pk>/note/", views.note_key_project, name="note_key_project"),
    path("key-projects/<uuid:pk>/milestones/", views.promise_milestone, name="promise_milestone"),
    path("key-projects/<uuid:pk>/publish/", views.publish_key_project, name="publish_key_project"),
    path("key-projects/<uuid:pk>/withdraw/", views.withdraw_key_project, name="withdraw_key_project"),
]
# Below ``/p/<slug>/``.
public_urlpatterns = [
    path("key-projects/", views.public_key_projects, name="key_projects"),
    path("key-projects/<uuid:pk>/", views.public_key_project, name="key_project"),
]
