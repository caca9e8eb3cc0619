"""What this room puts into places of rooms below: beside an offer, the resources that can be booked under it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from guildhall.accounts.models import User
from guildhall.core.slots import Told, register
from guildhall.sharing import queries


def resources_under(request: HttpRequest, listings: Sequence[Any]) -> Told:
    """Those that the reader sees; one query for all listings of a page."""
    association = getattr(request, "association", None)
    if association is None or not isinstance(request.user, User):
        return {}
    found: dict[UUID | None, list[Any]] = defaultdict(list)
    shown = queries.resources_visible_to(request.user, association).filter(
        listing__in=[listing.pk for listing in listings], is_active=True
    )
    for resource in shown.order_by("pk"):
        found[resource.listing_id].append(resource)
    return {pk: {"resources": resources} for pk, resources in found.items()}


register("exchange.listing_beside", "sharing/slots/listing_beside.html", resources_under)
