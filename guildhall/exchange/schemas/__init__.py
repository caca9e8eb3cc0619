"""What the API accepts and returns about offers, needs and matches."""

from guildhall.exchange.schemas.listing import (
    AmendListingIn,
    ClassifyListingIn,
    CloseListingIn,
    ListingIn,
    ListingOut,
    ListingRowOut,
    ListingsIn,
    PublicListingOut,
    PublishListingIn,
    ReturnListingIn,
    ShareListingIn,
    SheetIn,
    SheetLineOut,
    SuggestedOut,
)
from guildhall.exchange.schemas.match import AnswerIn, FitOut, MatchesIn, MatchOut, OverviewOut, TextIn

__all__ = [
    "AmendListingIn",
    "AnswerIn",
    "ClassifyListingIn",
    "CloseListingIn",
    "FitOut",
    "ListingIn",
    "ListingOut",
    "ListingRowOut",
    "ListingsIn",
    "MatchOut",
    "MatchesIn",
    "OverviewOut",
    "PublicListingOut",
    "PublishListingIn",
    "ReturnListingIn",
    "ShareListingIn",
    "SheetIn",
    "SheetLineOut",
    "SuggestedOut",
    "TextIn",
]
