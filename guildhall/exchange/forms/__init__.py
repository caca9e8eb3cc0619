"""What the pages of offers, needs and matches accept."""

from guildhall.exchange.forms.listing import (
    AmendForm,
    CloseForm,
    ListingForm,
    PublishForm,
    ReturnForm,
    ShareForm,
)
from guildhall.exchange.forms.origin import FoundForm, FoundForms, GapForm

__all__ = [
    "AmendForm",
    "CloseForm",
    "FoundForm",
    "FoundForms",
    "GapForm",
    "ListingForm",
    "PublishForm",
    "ReturnForm",
    "ShareForm",
]
