"""What the pages of offers, needs and matches accept."""

from guildhall.exchange.forms.listing import (
    AmendForm,
    CloseForm,
    ListingForm,
    PublishForm,
    ReturnForm,
    ShareForm,
)

__all__ = ["AmendForm", "CloseForm", "ListingForm", "PublishForm", "ReturnForm", "ShareForm"]
