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

# -- funnel --
from guildhall.cooperation.forms.funnel import FunnelForm

# -- projects, teams, visits --
from guildhall.cooperation.forms.project import (
    ChangeOwnerForm,
    CompleteForm,
    FromVisitForm,
    HistoryForm,
    LetterForm,
    MeasurementForm,
    ProjectFilterForm,
    ProjectForm,
    ReleaseOwnerForm,
    TeamForm,
    VisitForm,
)

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
    "ChangeOwnerForm",
    "CheckForm",
    "CompleteForm",
    "CooperationFilterForm",
    "EndCooperationForm",
    "FromVisitForm",
    "FunnelForm",
    "HistoryForm",
    "IntroduceForm",
    "LeaveForm",
    "LetterForm",
    "MeasurementForm",
    "NewCooperationForm",
    "ProjectFilterForm",
    "ProjectForm",
    "PublishForm",
    "ReasonForm",
    "ReleaseOwnerForm",
    "SignAgreementForm",
    "StageForm",
    "TeamForm",
    "VisitForm",
]
