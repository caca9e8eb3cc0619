"""From addresses to what the caller may see, else 404."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, overload
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.core.errors import InvalidError
from guildhall.funding import queries
from guildhall.funding.models import BankProduct, FirmRecord, FundingCase, FundingNeed, Release
from guildhall.funding.permissions import firms_of, may_see_funding
from guildhall.registry.models import Organization

Row = TypeVar("Row", bound=Model)


class Drawn(Sequence[dict[str, Any]]):
    """A long list of which only the page that is asked for is read from the database and put into words."""

    def __init__(
        self, rows: "QuerySet[Row, Any]", draw: Callable[[Sequence[Row]], Sequence[dict[str, Any]]]
    ) -> None:
        self.rows, self.draw = rows, draw

    def __len__(self) -> int:
        return self.rows.order_by().count()

    @overload
    def __getitem__(self, place: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[dict[str, Any]]: ...

    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return self.draw(list(self.rows[place]))
        return self.draw([self.rows[place]])[0]


def find_reader(request: SignedInRequest, slug: str) -> Association:
    """The association, for whoever may see these pages at all."""
    association = find_association(request, slug)
    if not may_see_funding(request.user, association):
        raise Http404
    return association


def find_product(request: SignedInRequest, slug: str, pk: UUID) -> BankProduct:
    return get_object_or_404(queries.products_visible_to(request.user, find_reader(request, slug)), pk=pk)


def find_need(request: SignedInRequest, slug: str, pk: UUID) -> FundingNeed:
    return get_object_or_404(queries.needs_visible_to(request.user, find_reader(request, slug)), pk=pk)


def find_case(request: SignedInRequest, slug: str, pk: UUID) -> FundingCase:
    return get_object_or_404(queries.cases_visible_to(request.user, find_reader(request, slug)), pk=pk)


def find_release(request: SignedInRequest, slug: str, pk: UUID) -> Release:
    return get_object_or_404(queries.releases_visible_to(request.user, find_reader(request, slug)), pk=pk)


def find_record(request: SignedInRequest, slug: str, pk: UUID) -> FirmRecord:
    return get_object_or_404(queries.firm_records(request.user, find_reader(request, slug)), pk=pk)


def own_firm(request: SignedInRequest, association: Association, pk: UUID) -> Organization:
    """One of the caller's own firms."""
    own = Organization.objects.filter(pk__in=firms_of(request.user, association))
    return meant(own.select_related("association"), pk, "organization_id")


def meant(rows: "QuerySet[Row, Any]", pk: UUID, field: str) -> Row:
    """The row that was named among those that can be; refused where it is none of them."""
    found: Row | None = rows.filter(pk=pk).first()
    if found is None:
        raise InvalidError(_("There is no such thing here."), code="unknown", details={"field": field})
    return found
