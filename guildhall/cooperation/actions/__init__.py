"""What can happen to cooperations, agreements, joint projects, teams and visits."""

# -- cooperations --
# -- agreements --
from guildhall.cooperation.actions.agreement import (
    AgreementDetails,
    Signing,
    Witnessing,
    amend_agreement,
    discard_agreement,
    draft_agreement,
    offer_agreement,
    publish_agreement,
    recall_agreement,
)
from guildhall.cooperation.actions.cooperation import (
    CooperationDetails,
    Side,
    amend_cooperation,
    begin_cooperation,
    end_cooperation,
    leave_cooperation,
)
from guildhall.cooperation.actions.ending import end_agreement, leave_agreement, warn_of_agreements
from guildhall.cooperation.actions.introduction import introduce

# -- projects, teams, visits --
from guildhall.cooperation.actions.measurement import (
    confirm_measurement,
    dispute_measurement,
    report_measurement,
)
from guildhall.cooperation.actions.owner import change_owner, release_owner
from guildhall.cooperation.actions.project import (
    Owner,
    ProjectDetails,
    abandon_project,
    amend_project,
    complete_project,
    plan_project,
)
from guildhall.cooperation.actions.signature import (
    Upload,
    attest_agreement,
    check_partner,
    give_authority,
    record_agreement_signature,
    record_attestation,
    sign_agreement,
)
from guildhall.cooperation.actions.stage import amend_step, reach_stage, remind_of_silence
from guildhall.cooperation.actions.start import start_project
from guildhall.cooperation.actions.team import TeamDetails, amend_team, form_team, give_letter
from guildhall.cooperation.actions.visit import VisitDetails, amend_visit, draft_from_visit, note_visit

__all__ = [
    "AgreementDetails",
    "CooperationDetails",
    "Owner",
    "ProjectDetails",
    "Side",
    "Signing",
    "TeamDetails",
    "Upload",
    "VisitDetails",
    "Witnessing",
    "abandon_project",
    "amend_agreement",
    "amend_cooperation",
    "amend_project",
    "amend_step",
    "amend_team",
    "amend_visit",
    "attest_agreement",
    "begin_cooperation",
    "change_owner",
    "check_partner",
    "complete_project",
    "confirm_measurement",
    "discard_agreement",
    "dispute_measurement",
    "draft_agreement",
    "draft_from_visit",
    "end_agreement",
    "end_cooperation",
    "form_team",
    "give_authority",
    "give_letter",
    "introduce",
    "leave_agreement",
    "leave_cooperation",
    "note_visit",
    "offer_agreement",
    "plan_project",
    "publish_agreement",
    "reach_stage",
    "recall_agreement",
    "record_agreement_signature",
    "record_attestation",
    "release_owner",
    "remind_of_silence",
    "report_measurement",
    "sign_agreement",
    "start_project",
    "warn_of_agreements",
]
