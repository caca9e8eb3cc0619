"""What the pages of this room accept."""

# -- cooperations --
# -- agreements --
from guildhall.cooperation.forms.agreement import (
    MOST_PARTIES,
    MOST_WITNESSES,
    AgreementFilterForm,
    AgreementForm,
    AgreementScanForm,
    AttestForm,
    AuthorityForm,
    CheckForm,
    PublishForm,
    SignAgreementForm,
)
from guildhall.cooperation.forms.cooperation import (
    AmendCooperationForm,
    AmendStepForm,
    CooperationFilterForm,
    EndCooperationForm,
    IntroduceForm,
    LeaveForm,
    NewCooperationForm,
    StageForm,
)
from guildhall.cooperation.forms.fields import ReasonForm

__all__ = [
    "MOST_PARTIES",
    "MOST_WITNESSES",
    "AgreementFilterForm",
    "AgreementForm",
    "AgreementScanForm",
    "AmendCooperationForm",
    "AmendStepForm",
    "AttestForm",
    "AuthorityForm",
    "CheckForm",
    "CooperationFilterForm",
    "EndCooperationForm",
    "IntroduceForm",
    "LeaveForm",
    "NewCooperationForm",
    "PublishForm",
    "ReasonForm",
    "SignAgreementForm",
    "StageForm",
]
