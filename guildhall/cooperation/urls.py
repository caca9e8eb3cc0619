from django.urls import URLPattern, path

from guildhall.cooperation import views

app_name = "cooperation"
urlpatterns: list[URLPattern] = [
    # -- cooperations --
    path("cooperation/", views.cooperation_list, name="cooperation_list"),
    path("cooperation/new/", views.begin_cooperation, name="begin_cooperation"),
    path("cooperation/introduce/<uuid:pk>/", views.introduce, name="introduce"),
    path("cooperation/funnel/", views.funnel, name="funnel"),
    path("cooperation/funnel/excel/", views.export_funnel, name="export_funnel"),
    path("cooperation/<uuid:pk>/", views.cooperation, name="cooperation"),
    path("cooperation/<uuid:pk>/amend/", views.amend_cooperation, name="amend_cooperation"),
    path("cooperation/<uuid:pk>/stage/", views.reach_stage, name="reach_stage"),
    path("cooperation/<uuid:pk>/end/", views.end_cooperation, name="end_cooperation"),
    path("cooperation/steps/<uuid:pk>/amend/", views.amend_step, name="amend_step"),
    path("cooperation/parties/<uuid:pk>/leave/", views.leave_cooperation, name="leave_cooperation"),
    # -- agreements --
    path("agreements/", views.agreement_list, name="agreement_list"),
    path("agreements/new/", views.draft_agreement, name="draft_agreement"),
    path("agreements/<uuid:pk>/", views.agreement, name="agreement"),
    path("agreements/<uuid:pk>/amend/", views.amend_agreement, name="amend_agreement"),
    path("agreements/<uuid:pk>/offer/", views.offer_agreement, name="offer_agreement"),
    path("agreements/<uuid:pk>/recall/", views.recall_agreement, name="recall_agreement"),
    path("agreements/<uuid:pk>/discard/", views.discard_agreement, name="discard_agreement"),
    path("agreements/<uuid:pk>/publish/", views.publish_agreement, name="publish_agreement"),
    path("agreements/<uuid:pk>/end/", views.end_agreement, name="end_agreement"),
    path("agreements/<uuid:pk>/pdf/", views.print_agreement, name="print_agreement"),
    path("agreements/parties/<uuid:pk>/sign/", views.sign_agreement, name="sign_agreement"),
    path(
        "agreements/parties/<uuid:pk>/paper/",
        views.record_agreement_signature,
        name="record_agreement_signature",
    ),
    path("agreements/parties/<uuid:pk>/authority/", views.give_authority, name="give_authority"),
    path("agreements/parties/<uuid:pk>/check/", views.check_partner, name="check_partner"),
    path("agreements/parties/<uuid:pk>/leave/", views.leave_agreement, name="leave_agreement"),
    path("agreements/witnesses/<uuid:pk>/attest/", views.attest_agreement, name="attest_agreement"),
    path("agreements/witnesses/<uuid:pk>/paper/", views.record_attestation, name="record_attestation"),
    # -- projects, teams, visits --
    path("joint-projects/", views.project_list, name="project_list"),
    path("joint-projects/new/", views.plan_project, name="plan_project"),
    path("joint-projects/<uuid:pk>/", views.project, name="project"),
    path("joint-projects/<uuid:pk>/amend/", views.amend_project, name="amend_project"),
    path("joint-projects/<uuid:pk>/start/", views.start_project, name="start_project"),
    path("joint-projects/<uuid:pk>/complete/", views.complete_project, name="complete_project"),
    path("joint-projects/<uuid:pk>/abandon/", views.abandon_project, name="abandon_project"),
    path("joint-projects/<uuid:pk>/measure/", views.report_measurement, name="report_measurement"),
    path(
        "joint-projects/measurements/<uuid:pk>/confirm/",
        views.confirm_measurement,
        name="confirm_measurement",
    ),
    path(
        "joint-projects/measurements/<uuid:pk>/dispute/",
        views.dispute_measurement,
        name="dispute_measurement",
    ),
    path("joint-projects/owners/<uuid:pk>/change/", views.change_owner, name="change_owner"),
    path("joint-projects/owners/<uuid:pk>/release/", views.release_owner, name="release_owner"),
    path("cooperation/teams/new/", views.form_team, name="form_team"),
    path("cooperation/teams/<uuid:pk>/", views.team, name="team"),
    path("cooperation/teams/<uuid:pk>/amend/", views.amend_team, name="amend_team"),
    path("cooperation/teams/<uuid:pk>/letter/", views.give_letter, name="give_letter"),
    path("cooperation/visits/", views.visit_list, name="visit_list"),
    path("cooperation/visits/new/", views.note_visit, name="note_visit"),
    path("cooperation/visits/<uuid:pk>/", views.visit, name="visit"),
    path("cooperation/visits/<uuid:pk>/amend/", views.amend_visit, name="amend_visit"),
    path("cooperation/visits/<uuid:pk>/draft/", views.draft_from_visit, name="draft_from_visit"),
    path("cooperation/history/", views.history, name="history"),
    path("cooperation/<uuid:pk>/history/", views.cooperation_history, name="cooperation_history"),
]
# Below ``/p/<slug>/``.
public_urlpatterns: list[URLPattern] = [
    # -- cooperations --
    path("cooperation/", views.public_cooperation_list, name="cooperation_list"),
    # -- agreements --
    path("agreements/", views.public_agreement_list, name="agreement_list"),
    path("agreements/<uuid:pk>/", views.public_agreement, name="agreement"),
    # -- projects --
    path("joint-projects/", views.public_project_list, name="project_list"),
]
