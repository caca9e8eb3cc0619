"""Pages of offers, needs and matches."""

from guildhall.exchange.views.listing import (
    amend_listing,
    classify_listing,
    close_listing,
    discard_listing,
    draft_listing,
    listing,
    listing_list,
    my_listings,
    publish_listing,
    renew_listing,
    return_listing,
    share_listing,
    submit_listing,
)
from guildhall.exchange.views.match import (
    answer_match,
    ask_for_match,
    listing_matches,
    match,
    match_list,
    match_overview,
    try_text,
)
from guildhall.exchange.views.origin import draft_from_gap, draft_from_meeting, draft_from_profile
from guildhall.exchange.views.public import public_listing, public_listing_list
from guildhall.exchange.views.sheet import export_listings, import_listings

__all__ = [
    "amend_listing",
    "answer_match",
    "ask_for_match",
    "classify_listing",
    "close_listing",
    "discard_listing",
    "draft_from_gap",
    "draft_from_meeting",
    "draft_from_profile",
    "draft_listing",
    "export_listings",
    "import_listings",
    "listing",
    "listing_list",
    "listing_matches",
    "match",
    "match_list",
    "match_overview",
    "my_listings",
    "public_listing",
    "public_listing_list",
    "publish_listing",
    "renew_listing",
    "return_listing",
    "share_listing",
    "submit_listing",
    "try_text",
]
