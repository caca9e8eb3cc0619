"""What the pages of this room accept."""

from guildhall.commitments.forms.board import BoardForm
from guildhall.commitments.forms.commitment import (
    AcceptForm,
    CommitmentForm,
    DoneForm,
    HandOverForm,
    ItemForm,
    MilestoneForm,
    NewCommitmentForm,
    PostponeForm,
    ReasonForm,
    ReportForm,
    RulesForm,
)
from guildhall.commitments.forms.letter import LetterForm, NewLetterForm, ScanForm, SignForm
from guildhall.commitments.forms.plan import (
    AdoptPlanForm,
    AmendItemForm,
    CloseForm,
    CourseForm,
    NewPlanForm,
    NoteForm,
    PasteForm,
    PlanForm,
    ReviewForm,
)

__all__ = [
    "AcceptForm",
    "AdoptPlanForm",
    "AmendItemForm",
    "BoardForm",
    "CloseForm",
    "CommitmentForm",
    "CourseForm",
    "DoneForm",
    "HandOverForm",
    "ItemForm",
    "LetterForm",
    "MilestoneForm",
    "NewCommitmentForm",
    "NewLetterForm",
    "NewPlanForm",
    "NoteForm",
    "PasteForm",
    "PlanForm",
    "PostponeForm",
    "ReasonForm",
    "ReportForm",
    "ReviewForm",
    "RulesForm",
    "ScanForm",
    "SignForm",
]
