"""What can be asked about offers, needs and matches."""

from guildhall.exchange.queries.fitting import Asking, Fit, fits_for
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
from guildhall.exchange.queries.match import (
    FitLine,
    MatchLine,
    feedback_on,
    fits_for_text,
    match_lines,
    match_list,
    match_to_show,
    matches_for,
    matches_of,
    open_matches,
    visible_matches,
)
from guildhall.exchange.queries.overview import Exposure, Funnel, exposure, funnel
from guildhall.exchange.queries.sharing import associations_to_share_with

__all__ = [
    "Asked",
    "Asking",
    "Exposure",
    "Fit",
    "FitLine",
    "Funnel",
    "ListingPage",
    "MatchLine",
    "acts_on",
    "associations_to_share_with",
    "classes_to_choose",
    "exposure",
    "feedback_on",
    "fits_for",
    "fits_for_text",
    "funnel",
    "listing_page",
    "listing_to_show",
    "listings",
    "match_lines",
    "match_list",
    "match_to_show",
    "matches_for",
    "matches_of",
    "open_matches",
    "own_listings",
    "public_list",
    "segments_listed",
    "shown",
    "visible_matches",
]
