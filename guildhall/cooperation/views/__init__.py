# -- cooperations --
# -- agreements --
from guildhall.cooperation.views.agreement import (
    agreement,
    agreement_list,
    amend_agreement,
    discard_agreement,
    draft_agreement,
    end_agreement,
    leave_agreement,
    offer_agreement,
    print_agreement,
    publish_agreement,
    recall_agreement,
)
from guildhall.cooperation.views.cooperation import (
    amend_cooperation,
    amend_step,
    begin_cooperation,
    cooperation,
    cooperation_list,
    end_cooperation,
    introduce,
    leave_cooperation,
    reach_stage,
)

# -- funnel --
from guildhall.cooperation.views.funnel import export_funnel, funnel

# -- projects, teams, visits --
from guildhall.cooperation.views.measurement import (
    change_owner,
    confirm_measurement,
    dispute_measurement,
    release_owner,
    report_measurement,
)
from guildhall.cooperation.views.project import (
    abandon_project,
    amend_project,
    complete_project,
    plan_project,
    project,
    project_list,
    start_project,
)

# -- public --
from guildhall.cooperation.views.public import (
    public_agreement,
    public_agreement_list,
    public_cooperation_list,
    public_project_list,
)
from guildhall.cooperation.views.signature import (
    attest_agreement,
    check_partner,
    give_authority,
    record_agreement_signature,
    record_attestation,
    sign_agreement,
)
from guildhall.cooperation.views.team import (
    amend_team,
    form_team,
    give_letter,
    team,
)
from guildhall.cooperation.views.visit import (
    amend_visit,
    cooperation_history,
    draft_from_visit,
    history,
    note_visit,
    visit,
    visit_list,
)

__all__ = [
    "abandon_project",
    "agreement",
    "agreement_list",
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
    "cooperation",
    "cooperation_history",
    "cooperation_list",
    "discard_agreement",
    "dispute_measurement",
    "draft_agreement",
    "draft_from_visit",
    "end_agreement",
    "end_cooperation",
    "export_funnel",
    "form_team",
    "funnel",
    "give_authority",
    "give_letter",
    "history",
    "introduce",
    "leave_agreement",
    "leave_cooperation",
    "note_visit",
    "offer_agreement",
    "plan_project",
    "print_agreement",
    "project",
    "project_list",
    "public_agreement",
    "public_agreement_list",
    "public_cooperation_list",
    "public_project_list",
    "publish_agreement",
    "reach_stage",
    "recall_agreement",
    "record_agreement_signature",
    "record_attestation",
    "release_owner",
    "report_measurement",
    "sign_agreement",
    "start_project",
    "team",
    "visit",
    "visit_list",
]
