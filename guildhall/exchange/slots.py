"""What offers, needs and matches put on the pages of chains and meetings, and of each other."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, cast

from django.http import HttpRequest

from guildhall.accounts.http import AssociationRequest
from guildhall.chain.gaps import Gap
from guildhall.chain.listeners import when_placed
from guildhall.chain.models import Segment
from guildhall.core.slots import Told, register
from guildhall.exchange import queries
from guildhall.exchange.actions import close_filled_needs, match_at_once
from guildhall.exchange.listeners import when_listed
from guildhall.exchange.models import Listing
from guildhall.exchange.permissions import may_keep_listings, may_list_for, may_see_matches
from guildhall.meetings.models import Meeting

MATCHES_SHOWN = 3
HELD = (Meeting.State.OPEN, Meeting.State.CLOSED)


def needs_of_gaps(request: HttpRequest, gaps: Sequence[Gap]) -> Told:
    """The need that a gap became, or the button that makes one, for those who keep the chain."""
    asked = cast(AssociationRequest, request)
    found = queries.needs_by_segment(asked.association, [gap.pk for gap in gaps], viewer=asked.user)
    told: dict[Hashable, dict[str, Any]] = {}
    for gap in gaps:
        need = found.get(gap.pk)
        if need or may_list_for(asked.user, asked.association, None, gap.segment):
            told[gap.pk] = {"need": need}
    return told


def listings_of_segments(request: HttpRequest, segments: Sequence[Segment]) -> Told:
    """What is offered and needed on a segment, as the reader may see it."""
    asked = cast(AssociationRequest, request)
    return {
        segment.pk: {"page": page}
        for segment in segments
        if (
            page := queries.listings_on_segment(segment, viewer=asked.user, association=asked.association)
        ).rows
    }


def drafts_of_meetings(request: HttpRequest, meetings: Sequence[Meeting]) -> Told:
    """The way to what a meeting gives rise to, once it is held."""
    asked = cast(AssociationRequest, request)
    if not may_keep_listings(asked.user, asked.association):
        return {}
    return {meeting.pk: {} for meeting in meetings if meeting.state in HELD}


def matches_of_listings(request: HttpRequest, listings: Sequence[Listing]) -> Told:
    """The best matches of an offer or need, for its own people and the secretariat."""
    asked = cast(AssociationRequest, request)
    told: dict[Hashable, Mapping[str, Any]] = {}
    for listing in listings:
        if may_see_matches(asked.user, listing):
            found = list(queries.matches_of(listing, viewer=asked.user)[:MATCHES_SHOWN])
            lines = queries.match_lines(found, asked.user, listing.association, of=listing)
            told[listing.pk] = {"lines": lines, "matches": found}
    return told


when_listed(match_at_once)
when_placed(close_filled_needs)
register("exchange.listing", "exchange/slots/matches.html", matches_of_listings)
register("chain.gap", "exchange/slots/gap.html", needs_of_gaps)
register("chain.segment", "exchange/slots/segment.html", listings_of_segments)
register("meetings.meeting_actions", "exchange/slots/meeting_actions.html", drafts_of_meetings)
