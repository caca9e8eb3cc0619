"""What can happen to offers, needs and matches."""

from guildhall.exchange.actions.listing import (
    ListingDetails,
    amend_listing,
    classify_listing,
    discard_listing,
    draft_listing,
    submit_listing,
)
from guildhall.exchange.actions.match import (
    answer_match,
    ask_for_match,
    keep_fits,
    match_at_once,
    note_introduction,
    send_match_digest,
    tell_of_matches,
)
from guildhall.exchange.actions.origin import (
    Confirmed,
    draft_from_gap,
    draft_from_meeting,
    draft_from_profile,
)
from guildhall.exchange.actions.review import (
    close_filled_needs,
    close_listing,
    publish_listing,
    remind_of_expiry,
    renew_listing,
    return_listing,
)
from guildhall.exchange.actions.sharing import share_listing
from guildhall.exchange.actions.sheet import import_listings

__all__ = [
    "Confirmed",
    "ListingDetails",
    "amend_listing",
    "answer_match",
    "ask_for_match",
    "classify_listing",
    "close_filled_needs",
    "close_listing",
    "discard_listing",
    "draft_from_gap",
    "draft_from_meeting",
    "draft_from_profile",
    "draft_listing",
    "import_listings",
    "keep_fits",
    "match_at_once",
    "note_introduction",
    "publish_listing",
    "remind_of_expiry",
    "renew_listing",
    "return_listing",
    "send_match_digest",
    "share_listing",
    "submit_listing",
    "tell_of_matches",
]
