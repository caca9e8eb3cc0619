from django.urls import path

from guildhall.jobs import views

app_name = "jobs"
urlpatterns = [
    path("schedules/", views.schedule_list, name="schedule_list"),
    path("jobs/<uuid:pk>/", views.job_progress, name="job_progress"),
]
