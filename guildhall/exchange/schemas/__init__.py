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

__all__ = [
    "AmendListingIn",
    "ClassifyListingIn",
    "CloseListingIn",
    "ListingIn",
    "ListingOut",
    "ListingRowOut",
    "ListingsIn",
    "PublicListingOut",
    "PublishListingIn",
    "ReturnListingIn",
    "ShareListingIn",
    "SheetIn",
    "SheetLineOut",
    "SuggestedOut",
]
