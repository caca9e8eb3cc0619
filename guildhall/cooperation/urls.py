from django.urls import URLPattern, path

from guildhall.cooperation import views

app_name = "cooperation"
urlpatterns: list[URLPattern] = [
    # -- cooperations --
    path("cooperation/", views.cooperation_list, name="cooperation_list"),
    path("cooperation/new/", views.begin_cooperation, name="begin_cooperation"),
    path("cooperation/introduce/<uuid:pk>/", views.introduce, name="introduce"),
    path("cooperation/<uuid:pk>/", views.cooperation, name="cooperation"),
    path("cooperation/<uuid:pk>/amend/", views.amend_cooperation, name="amend_cooperation"),
    path("cooperation/<uuid:pk>/stage/", views.reach_stage, name="reach_stage"),
    path("cooperation/<uuid:pk>/end/", views.end_cooperation, name="end_cooperation"),
    path("cooperation/steps/<uuid:pk>/amend/", views.amend_step, name="amend_step"),
    path("cooperation/parties/<uuid:pk>/leave/", views.leave_cooperation, name="leave_cooperation"),
]
# Below ``/p/<slug>/``.
public_urlpatterns: list[URLPattern] = []
