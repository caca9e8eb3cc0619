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
    path("awards/reviews/", views.my_review_list, name="my_review_list"),
    path("awards/reviews/<uuid:pk>/", views.score_entry, name="score_entry"),
    path("awards/<uuid:pk>/panel/", views.reviewer_list, name="reviewer_list"),
    path("awards/<uuid:pk>/panel/name/", views.name_reviewers, name="name_reviewers"),
    path("awards/panel/<uuid:pk>/remove/", views.remove_reviewer, name="remove_reviewer"),
    path("awards/panel/<uuid:pk>/declare/", views.declare_conflict, name="declare_conflict"),
    path("awards/<uuid:pk>/conflicts/", views.conflict_list, name="conflict_list"),
    path("awards/<uuid:pk>/assign/", views.assign_reviewers, name="assign_reviewers"),
    path("awards/<uuid:pk>/close-scoring/", views.close_scoring, name="close_scoring"),
    path("awards/<uuid:pk>/ranking/", views.ranking, name="ranking"),
    path("awards/entries/<uuid:pk>/tie/", views.break_tie, name="break_tie"),
    path("awards/<uuid:pk>/result/", views.result, name="result"),
    path("awards/<uuid:pk>/publicity/", views.begin_publicity, name="begin_publicity"),
    path("awards/<uuid:pk>/objections/", views.objection_list, name="objection_list"),
    path("awards/<uuid:pk>/objections/new/", views.object_to_result, name="object_to_result"),
    path("awards/objections/<uuid:pk>/answer/", views.answer_objection, name="answer_objection"),
    path("awards/<uuid:pk>/decide/", views.decide_result, name="decide_result"),
    path("awards/<uuid:pk>/certificates/", views.issue_certificates, name="issue_certificates"),
    path("awards/given/<uuid:pk>/revoke/", views.revoke_award, name="revoke_award"),
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
    path("awards/<uuid:pk>/object/", views.public_objection, name="public_objection"),
]
