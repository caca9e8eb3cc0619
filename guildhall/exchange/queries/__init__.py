"""What can be asked about offers, needs and matches."""

from guildhall.exchange.queries.listing import (
    Asked,
    ListingPage,
    acts_on,
    classes_to_choose,
    listing_page,
    listing_to_show,
    listings,
    own_listings,
    public_list,
    segments_listed,
    shown,
)
from guildhall.exchange.queries.sharing import associations_to_share_with

__all__ = [
    "Asked",
    "ListingPage",
    "acts_on",
    "associations_to_share_with",
    "classes_to_choose",
    "listing_page",
    "listing_to_show",
    "listings",
    "own_listings",
    "public_list",
    "segments_listed",
    "shown",
]
