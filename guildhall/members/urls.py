from django.urls import path

from guildhall.members import views

app_name = "members"
APPLICATION = "applications/<uuid:pk>/"
FORM = "application-forms/<uuid:pk>/"
LETTER = "representative-letters/<uuid:pk>/"
QUESTION = f"{FORM}questions/<slug:key>/"
urlpatterns = [
    path("tiers/", views.tier_list, name="tier_list"),
    path("tiers/new/", views.create_tier, name="create_tier"),
    path("tiers/<uuid:pk>/edit/", views.edit_tier, name="edit_tier"),
    path("tiers/<uuid:pk>/retire/", views.retire_tier, name="retire_tier"),
    path("tiers/<uuid:pk>/restore/", views.restore_tier, name="restore_tier"),
    path("members/", views.member_list, name="member_list"),
    path("members/new/", views.admit_member, name="admit_member"),
    path("members/<uuid:pk>/", views.member, name="member"),
    # Duplicates
    path("duplicates/", views.likely_pair_list, name="likely_pair_list"),
    path("duplicates/find/", views.find_duplicates, name="find_duplicates"),
    path("duplicates/search/", views.search_progress, name="search_progress"),
    path("duplicates/compare/", views.compare, name="compare"),
    path("duplicates/<uuid:kept>/<uuid:gone>/", views.merge_organizations, name="merge_organizations"),
    path("duplicates/<uuid:first>/<uuid:second>/apart/", views.tell_apart, name="tell_apart"),
    path("told-apart/", views.not_same_list, name="not_same_list"),
    path("told-apart/<uuid:pk>/again/", views.compare_again, name="compare_again"),
    path("merges/", views.merge_list, name="merge_list"),
    path("merges/<uuid:pk>/", views.merge, name="merge"),
    path("merges/<uuid:pk>/undo/", views.undo_merge, name="undo_merge"),
    path("members/<uuid:pk>/tier/", views.change_tier, name="change_tier"),
    path("members/<uuid:pk>/suspend/", views.suspend_member, name="suspend_member"),
    path("members/<uuid:pk>/resume/", views.resume_member, name="resume_member"),
    path("members/<uuid:pk>/withdraw/", views.withdraw_member, name="withdraw_member"),
    path("members/<uuid:pk>/remove/", views.remove_member, name="remove_member"),
    path("my-membership/", views.my_membership, name="my_membership"),
    path(
        "my-membership/<uuid:pk>/representative/",
        views.submit_representative_letter,
        name="submit_representative_letter",
    ),
    path("representative-letters/", views.representative_letter_list, name="representative_letter_list"),
    path(LETTER, views.representative_letter, name="representative_letter"),
    path(f"{LETTER}accept/", views.accept_representative_letter, name="accept_representative_letter"),
    path(f"{LETTER}refuse/", views.refuse_representative_letter, name="refuse_representative_letter"),
    path("applications/", views.application_list, name="application_list"),
    path("applications/council/", views.council, name="council"),
    path("applications/approve/", views.approve_applications, name="approve_applications"),
    path(APPLICATION, views.application, name="application"),
    path(f"{APPLICATION}return/", views.return_application, name="return_application"),
    path(f"{APPLICATION}review/", views.review_application, name="review_application"),
    path(f"{APPLICATION}refuse/", views.refuse_application, name="refuse_application"),
    path(f"{APPLICATION}approve/", views.approve_application, name="approve_application"),
    path("application-forms/", views.application_form_list, name="application_form_list"),
    path("application-forms/set-up/", views.set_up_application_form, name="set_up_application_form"),
    path(FORM, views.application_form, name="application_form"),
    path(f"{FORM}change/", views.change_application_form, name="change_application_form"),
    path(f"{FORM}open/", views.open_application_form, name="open_application_form"),
    path(f"{FORM}close/", views.close_application_form, name="close_application_form"),
    path(f"{FORM}questions/new/", views.put_question, name="add_question"),
    path(QUESTION, views.put_question, name="put_question"),
    path(f"{QUESTION}move/", views.move_question, name="move_question"),
    path(f"{QUESTION}remove/", views.remove_question, name="remove_question"),
]
# Below ``/p/<slug>/``: no sign-in.
joining_urlpatterns = [
    path("join/", views.join, name="join"),
    path("join/track/<str:code>/", views.application_state, name="application_state"),
    path("join/track/<str:code>/complete/", views.complete_application, name="complete_application"),
    path("join/track/<str:code>/withdraw/", views.withdraw_application, name="withdraw_application"),
    path("join/<slug:kind>/", views.submit_application, name="submit_application"),
]
# Below ``/p/<slug>/``: no sign-in.
public_urlpatterns = [path("members/", views.public_member_list, name="member_list")]
