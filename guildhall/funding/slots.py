"""What this room puts into places of rooms below: beside an offer or need of finance, the way to its figures."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from guildhall.accounts.models import User
from guildhall.core.slots import Told, register
from guildhall.exchange.models import Listing
from guildhall.funding import queries


def figures_of(request: HttpRequest, listings: Sequence[Any]) -> Told:
    """For those who may see them; at most two queries for all listings of a page, none where none is of finance."""
    association = getattr(request, "association", None)
    asked = [listing.pk for listing in listings if listing.kind == Listing.Kind.FINANCE]
    if association is None or not asked or not isinstance(request.user, User):
        return {}
    products = queries.products_visible_to(request.user, association).filter(listing__in=asked)
    needs = queries.needs_visible_to(request.user, association).filter(listing__in=asked)
    found: dict[Any, dict[str, Any]] = {one.listing_id: {"product": one} for one in products}
    return found | {one.listing_id: {"need": one} for one in needs}


register("exchange.listing_beside", "funding/slots/listing_beside.html", figures_of)
