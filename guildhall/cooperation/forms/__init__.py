"""What the pages of this room accept."""

# -- cooperations --
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

__all__ = [
    "AmendCooperationForm",
    "AmendStepForm",
    "CooperationFilterForm",
    "EndCooperationForm",
    "IntroduceForm",
    "LeaveForm",
    "NewCooperationForm",
    "StageForm",
]
