"""What the pages accept. Rules are checked by the actions; here is only the shape."""

from guildhall.members.forms.application import (
    ApplicationFormForm,
    ApproveSeveralForm,
    DecisionForm,
    QuestionForm,
    RefuseForm,
    ReturnForm,
    initial_of_question,
)
from guildhall.members.forms.directory import DirectoryForm
from guildhall.members.forms.joining import JoiningForm, initial_of
from guildhall.members.forms.letter import LetterForm, RefuseLetterForm
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
    "ApplicationFormForm",
    "ApproveSeveralForm",
    "ChangeTierForm",
    "DecisionForm",
    "DirectoryForm",
    "EditTierForm",
    "JoiningForm",
    "LetterForm",
    "QuestionForm",
    "RefuseForm",
    "RefuseLetterForm",
    "RemoveForm",
    "ResumeForm",
    "ReturnForm",
    "SuspendForm",
    "TierForm",
    "WithdrawForm",
    "initial_of",
    "initial_of_question",
]
