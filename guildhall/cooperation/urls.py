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
]
# Below ``/p/<slug>/``.
public_urlpatterns: list[URLPattern] = []
