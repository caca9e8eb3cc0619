"""From addresses to what the caller may see, else 404."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.finance import queries
from guildhall.finance.models import Budget, Collection, FinanceRules, FinanceStatement, Voucher
from guildhall.finance.permissions import require_may_see_all
from guildhall.registry.models import Body

__all__ = [
    "find_budget",
    "find_collection",
    "find_finance_rules",
    "find_statement",
    "find_unit",
    "find_voucher",
    "seen_whole",
]


def find_unit(request: SignedInRequest, slug: str, pk: UUID) -> Body:
    units = queries.units_visible_to(request.user, find_association(request, slug))
    return get_object_or_404(units, pk=pk)


def find_budget(request: SignedInRequest, slug: str, pk: UUID) -> Budget:
    return get_object_or_404(queries.budget_list(request.user, find_association(request, slug)), pk=pk)


def find_voucher(request: SignedInRequest, slug: str, pk: UUID) -> Voucher:
    vouchers = queries.vouchers_visible_to(request.user, find_association(request, slug))
    return get_object_or_404(vouchers, pk=pk)


def find_collection(request: SignedInRequest, slug: str, pk: UUID) -> Collection:
    return get_object_or_404(queries.collection_list(request.user, find_association(request, slug)), pk=pk)


def find_statement(request: SignedInRequest, slug: str, pk: UUID) -> FinanceStatement:
    return get_object_or_404(queries.statement_list(request.user, find_association(request, slug)), pk=pk)


def find_finance_rules(request: SignedInRequest, slug: str, pk: UUID) -> FinanceRules:
    found = queries.finance_rules_list(request.user, find_association(request, slug))
    return get_object_or_404(found, pk=pk)


def seen_whole(request: SignedInRequest, slug: str) -> Association:
    """The association, for whoever sees every unit's money."""
    association = find_association(request, slug)
    require_may_see_all(request.user, association)
    return association
