"""From addresses to what the caller may see, else 404."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.core.errors import InvalidError
from guildhall.registry.models import Organization
from guildhall.sharing import queries
from guildhall.sharing.models import Booking, Closure, Resource
from guildhall.sharing.permissions import may_keep

__all__ = [
    "find_association",
    "find_booking",
    "find_closure",
    "find_kept",
    "find_resource",
    "meant",
    "meant_organizations",
    "moment_meant",
]


def find_resource(request: SignedInRequest, slug: str, pk: UUID) -> Resource:
    found = queries.resources_visible_to(request.user, find_association(request, slug))
    return get_object_or_404(found, pk=pk)


def find_kept(request: SignedInRequest, slug: str, pk: UUID) -> Resource:
    found = find_resource(request, slug, pk)
    if not may_keep(request.user, found):
        raise Http404
    return found


def find_booking(request: SignedInRequest, slug: str, pk: UUID) -> Booking:
    found = queries.bookings_visible_to(request.user, find_association(request, slug))
    return get_object_or_404(found, pk=pk)


def find_closure(request: SignedInRequest, slug: str, pk: UUID) -> Closure:
    kept = queries.resources_kept_by(request.user, find_association(request, slug)).order_by()
    found = Closure.objects.filter(resource__in=kept)
    return get_object_or_404(found.select_related("association", "resource__association"), pk=pk)


def meant(model: type[Any], association: Association, pk: UUID | None, field: str) -> Any:
    """The row of that identifier in this association; refused where there is none."""
    if pk is None:
        return None
    found = model.objects.filter(association=association, pk=pk).first()
    if found is None:
        raise InvalidError(_("There is no such thing here."), code="unknown", details={"field": field})
    return found


def meant_organizations(association: Association, ids: Sequence[UUID]) -> list[Organization]:
    return list(Organization.objects.filter(association=association, pk__in=ids))


def moment_meant(moment: datetime) -> datetime:
    """A time without a zone is the association's (whose zone the request runs in)."""
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
