from django.urls import path

from guildhall.experts import views

app_name = "experts"
urlpatterns = [
    path("experts/", views.expert_list, name="expert_list"),
    path("experts/new/", views.add_expert, name="add_expert"),
    path("experts/mine/", views.my_expert, name="my_expert"),
    path("experts/import/", views.check_expert_file, name="check_expert_file"),
    path("experts/import/<uuid:pk>/", views.import_experts, name="import_experts"),
    path("experts/list.xlsx", views.export_experts, name="export_experts"),
    path("experts/classes/", views.expert_class_list, name="expert_class_list"),
    path("experts/classes/new/", views.add_expert_class, name="add_expert_class"),
    path("experts/classes/<uuid:pk>/", views.change_expert_class, name="change_expert_class"),
    path("experts/appointments/<uuid:pk>/renew/", views.renew_appointment, name="renew_appointment"),
    path("experts/appointments/<uuid:pk>/end/", views.end_appointment, name="end_appointment"),
    path("experts/<uuid:pk>/", views.expert, name="expert"),
    path("experts/<uuid:pk>/change/", views.change_expert, name="change_expert"),
    path("experts/<uuid:pk>/retire/", views.retire_expert, name="retire_expert"),
    path("experts/<uuid:pk>/appoint/", views.appoint_expert, name="appoint_expert"),
]
# Below ``/p/<slug>/``.
public_urlpatterns = [path("experts/", views.public_expert_list, name="expert_list")]
