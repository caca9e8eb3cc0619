from django.urls import path

from guildhall.founding import views

app_name = "founding"
urlpatterns = [
    path("founding/", views.founding, name="founding"),
    path("founding/charter/", views.put_draft_charter, name="put_draft_charter"),
    path("founding/members/", views.first_member_list, name="first_member_list"),
    path("founding/members/add/", views.list_first_members, name="list_first_members"),
    path("founding/members/known/", views.list_known_units, name="list_known_units"),
    path("founding/members/ask/", views.ask_first_members, name="ask_first_members"),
    path("founding/members/<uuid:pk>/answer/", views.answer_first_member, name="answer_first_member"),
    path(
        "founding/members/<uuid:pk>/represent/",
        views.name_first_representative,
        name="name_first_representative",
    ),
    path("founding/members/<uuid:pk>/strike/", views.strike_first_member, name="strike_first_member"),
    path("founding/assembly/", views.convene_assembly, name="convene_assembly"),
    path("founding/assembly/seats/", views.seat_late_units, name="seat_late_units"),
    path("founding/complete/", views.complete_founding, name="complete_founding"),
    path("founding/abandon/", views.abandon_founding, name="abandon_founding"),
]
# Below ``/``: whoever is signed in may begin.
outside = [path("associations/begin/", views.begin_founding, name="begin_founding")]
# Below ``/p/<slug>/``: a unit that was sent its link; no sign-in.
answer_urlpatterns = [
    path("founding/<uuid:pk>/<str:code>/", views.answer_by_link, name="answer_first_member"),
]
