"""What the pages accept. Rules are checked by the actions; here is only the shape."""

from guildhall.members.forms.directory import DirectoryForm
from guildhall.members.forms.member import (
    AdmitForm,
    ChangeTierForm,
    RemoveForm,
    ResumeForm,
    SuspendForm,
    WithdrawForm,
)
from guildhall.members.forms.tier import EditTierForm, TierForm

__all__ = [
    "AdmitForm",
    "ChangeTierForm",
    "DirectoryForm",
    "EditTierForm",
    "RemoveForm",
    "ResumeForm",
    "SuspendForm",
    "TierForm",
    "WithdrawForm",
]
