from django.urls import path

from guildhall.registry import views

app_name = "registry"
urlpatterns = [
    path("bodies/", views.body_list, name="body_list"),
    path("bodies/new/", views.found_body, name="found_body"),
    path("bodies/<uuid:pk>/", views.body, name="body"),
    path("bodies/<uuid:pk>/change/", views.change_body, name="change_body"),
    path("bodies/<uuid:pk>/end/", views.end_body, name="end_body"),
    path("bodies/<uuid:pk>/seats/new/", views.give_seat, name="give_seat"),
    path("bodies/<uuid:pk>/posts/new/", views.create_post, name="create_post"),
    path("seats/<uuid:pk>/change/", views.change_seat, name="change_seat"),
    path("seats/<uuid:pk>/withdraw/", views.withdraw_seat, name="withdraw_seat"),
    path("seats/<uuid:pk>/representative/", views.name_representative, name="name_representative"),
    path("posts/<uuid:pk>/", views.post, name="post"),
    path("posts/<uuid:pk>/change/", views.change_post, name="change_post"),
    path("posts/<uuid:pk>/appoint/", views.appoint, name="appoint"),
    path("tenures/<uuid:pk>/change/", views.change_tenure, name="change_tenure"),
    path("tenures/<uuid:pk>/end/", views.end_tenure, name="end_tenure"),
    path("organizations/", views.organization_list, name="organization_list"),
    path("organizations/new/", views.add_organization, name="add_organization"),
    path("organizations/<uuid:pk>/", views.organization, name="organization"),
    path("organizations/<uuid:pk>/change/", views.change_organization, name="change_organization"),
    path("organizations/<uuid:pk>/retire/", views.retire_organization, name="retire_organization"),
    path("organizations/<uuid:pk>/restore/", views.restore_organization, name="restore_organization"),
    path("people/", views.person_list, name="person_list"),
    path("people/new/", views.add_person, name="add_person"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/change/", views.change_person, name="change_person"),
    path("people/<uuid:pk>/invite/", views.invite_person_to_sign_in, name="invite_person_to_sign_in"),
    path("charter/", views.charter, name="charter"),
    path("charter/adopt/", views.adopt_charter_profile, name="adopt_charter_profile"),
    path("charter/versions/<int:number>/", views.charter_version, name="charter_version"),
    path("charter/rules/<str:key>/", views.change_rule, name="change_rule"),
    path("charter/rules/<str:key>/take-out/", views.take_out_rule, name="take_out_rule"),
    path("permissions/", views.permission_table, name="permission_table"),
    path("first-steps/", views.first_steps, name="first_steps"),
    path("settings/", views.change_association, name="change_association"),
]
# Pages that belong to no association yet.
outside = [
    path("associations/new/", views.found_association, name="found_association"),
    path("sign-in/<str:token>/", views.accept_sign_in, name="accept_sign_in"),
]
