"""Builders for tests of matching."""

from typing import Any

from guildhall.exchange.models import Listing, Match
from guildhall.exchange.tests.make import make_listing, make_need


def make_match(need: Listing | None = None, offer: Listing | None = None, **details: Any) -> Match:
    """A match of a need with an offer of the same association, told to nobody yet and answered by nobody."""
    need = need or make_need()
    offer = offer or make_listing(need.association)
    reasons = [{"kind": "shared", "term": "减速机", "found": "减速机", "weight": 4.0}]
    given = {"score": 4.0, "rank": 1, "reasons": reasons}
    return Match.objects.create(association=need.association, need=need, offer=offer, **given | details)
