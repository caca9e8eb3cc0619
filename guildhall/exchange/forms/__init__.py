"""What the pages of offers, needs and matches accept."""

from guildhall.exchange.forms.listing import (
    AmendForm,
    ClassifyForm,
    CloseForm,
    ListingForm,
    PublishForm,
    ReturnForm,
    ShareForm,
)
from guildhall.exchange.forms.match import AnswerForm, TryForm
from guildhall.exchange.forms.origin import FoundForm, FoundForms, GapForm
from guildhall.exchange.forms.sheet import RowsForm, UploadForm

__all__ = [
    "AmendForm",
    "AnswerForm",
    "ClassifyForm",
    "CloseForm",
    "FoundForm",
    "FoundForms",
    "GapForm",
    "ListingForm",
    "PublishForm",
    "ReturnForm",
    "RowsForm",
    "ShareForm",
    "TryForm",
    "UploadForm",
]
