from django.urls import path

from guildhall.imports import views

app_name = "imports"
urlpatterns = [
    path("imports/", views.batch_list, name="batch_list"),
    path("imports/new/", views.upload_table, name="upload_table"),
    path("imports/<uuid:pk>/", views.batch, name="batch"),
    path("imports/<uuid:pk>/progress/", views.batch_progress, name="batch_progress"),
    path("imports/<uuid:pk>/columns/", views.map_columns, name="map_columns"),
    path("imports/<uuid:pk>/check/", views.check_batch, name="check_batch"),
    path("imports/<uuid:pk>/commit/", views.commit_batch, name="commit_batch"),
    path("imports/<uuid:pk>/undo/", views.undo_batch, name="undo_batch"),
    path("imports/<uuid:pk>/discard/", views.discard_batch, name="discard_batch"),
    path("imports/<uuid:pk>/problems.xlsx", views.problem_table, name="problem_table"),
    path("lists/<slug:kind>.<slug:ending>", views.export_table, name="export_table"),
    path("lists/<slug:kind>/template.<slug:ending>", views.template_table, name="template_table"),
]
