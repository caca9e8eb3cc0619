from django.urls import path

from guildhall.members import views

app_name = "members"
urlpatterns = [
    path("tiers/", views.tier_list, name="tier_list"),
    path("tiers/new/", views.create_tier, name="create_tier"),
    path("tiers/<uuid:pk>/edit/", views.edit_tier, name="edit_tier"),
    path("tiers/<uuid:pk>/retire/", views.retire_tier, name="retire_tier"),
    path("tiers/<uuid:pk>/restore/", views.restore_tier, name="restore_tier"),
    path("members/", views.member_list, name="member_list"),
    path("members/<uuid:pk>/", views.member, name="member"),
]
