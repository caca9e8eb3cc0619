"""From addresses to what the reader may see, else 404."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from guildhall.accounts.http import AssociationRequest
from guildhall.funding import queries
from guildhall.funding.models import BankProduct, FirmRecord, FundingCase, FundingNeed, Release
from guildhall.funding.permissions import firms_of, may_see_funding
from guildhall.registry.models import Organization


def require_reader(request: AssociationRequest) -> None:
    """Guests who belong to no bank have no business here."""
    if not may_see_funding(request.user, request.association):
        raise Http404


def find_product(request: AssociationRequest, pk: UUID) -> BankProduct:
    return get_object_or_404(queries.products_visible_to(request.user, request.association), pk=pk)


def find_need(request: AssociationRequest, pk: UUID) -> FundingNeed:
    return get_object_or_404(queries.needs_visible_to(request.user, request.association), pk=pk)


def find_case(request: AssociationRequest, pk: UUID) -> FundingCase:
    return get_object_or_404(queries.cases_visible_to(request.user, request.association), pk=pk)


def find_release(request: AssociationRequest, pk: UUID) -> Release:
    return get_object_or_404(queries.releases_visible_to(request.user, request.association), pk=pk)


def find_record(request: AssociationRequest, pk: UUID) -> FirmRecord:
    return get_object_or_404(queries.firm_records(request.user, request.association), pk=pk)


def own_firms(request: AssociationRequest) -> QuerySet[Organization]:
    found = Organization.objects.filter(pk__in=firms_of(request.user, request.association))
    return found.order_by("name_key", "pk")


def require_firm(request: AssociationRequest) -> QuerySet[Organization]:
    """The reader's own firms, where there are any."""
    found = own_firms(request)
    if request.association.is_record or not found.exists():
        raise Http404
    return found
