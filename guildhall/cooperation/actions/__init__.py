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

__all__ = [
    "AgreementDetails",
    "CooperationDetails",
    "Side",
    "Signing",
    "Upload",
    "Witnessing",
    "amend_agreement",
    "amend_cooperation",
    "amend_step",
    "attest_agreement",
    "begin_cooperation",
    "check_partner",
    "discard_agreement",
    "draft_agreement",
    "end_agreement",
    "end_cooperation",
    "give_authority",
    "introduce",
    "leave_agreement",
    "leave_cooperation",
    "offer_agreement",
    "publish_agreement",
    "reach_stage",
    "recall_agreement",
    "record_agreement_signature",
    "record_attestation",
    "remind_of_silence",
    "sign_agreement",
    "warn_of_agreements",
]
