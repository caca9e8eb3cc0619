"""From addresses to what the reader may see, else 404."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from guildhall.accounts.http import AssociationRequest
from guildhall.exchange.models import Listing
from guildhall.registry.queries import today_in
from guildhall.sharing import queries
from guildhall.sharing.models import Booking, Closure, Resource
from guildhall.sharing.permissions import may_keep, may_keep_all, own_organizations_of

YEARS = (2000, 9990)


def find_resource(request: AssociationRequest, pk: UUID) -> Resource:
    return get_object_or_404(queries.resources_visible_to(request.user, request.association), pk=pk)


def find_kept(request: AssociationRequest, pk: UUID) -> Resource:
    """A resource that the reader keeps."""
    found = find_resource(request, pk)
    if not may_keep(request.user, found):
        raise Http404
    return found


def find_booking(request: AssociationRequest, pk: UUID) -> Booking:
    return get_object_or_404(queries.bookings_visible_to(request.user, request.association), pk=pk)


def find_closure(request: AssociationRequest, pk: UUID) -> Closure:
    closures: QuerySet[Closure] = Closure.objects.filter(
        resource__in=queries.resources_kept_by(request.user, request.association).order_by()
    )
    return get_object_or_404(closures.select_related("association", "resource__association"), pk=pk)


def offers_of(request: AssociationRequest) -> QuerySet[Listing]:
    """Offers that a resource can belong to: the own organization's, for the secretariat all."""
    found = Listing.objects.filter(association=request.association, side=Listing.Side.OFFER)
    if not may_keep_all(request.user, request.association):
        own = own_organizations_of(request.user, request.association)
        found = found.filter(organization__in=own)
    return found.exclude(state=Listing.State.CLOSED).order_by("-pk")


def day_asked(request: Any, name: str, association: Any) -> date:
    """The day of the address, or today where that is no sensible day."""
    text = request.GET.get(name, "")
    try:
        found = date.fromisoformat(f"{text}-01" if len(text) == len("2026-11") else text)
    except ValueError:
        return today_in(association)
    return found if YEARS[0] <= found.year <= YEARS[1] else today_in(association)
