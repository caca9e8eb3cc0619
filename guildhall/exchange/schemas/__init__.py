"""What the API accepts and returns about offers, needs and matches."""

from guildhall.exchange.schemas.listing import (
    AmendListingIn,
    CloseListingIn,
    ListingIn,
    ListingOut,
    ListingRowOut,
    ListingsIn,
    PublicListingOut,
    PublishListingIn,
    ReturnListingIn,
    ShareListingIn,
)

__all__ = [
    "AmendListingIn",
    "CloseListingIn",
    "ListingIn",
    "ListingOut",
    "ListingRowOut",
    "ListingsIn",
    "PublicListingOut",
    "PublishListingIn",
    "ReturnListingIn",
    "ShareListingIn",
]
