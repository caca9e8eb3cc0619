"""What the pages of this room look up: only what the reader may see, else 404."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from guildhall.accounts.http import AssociationRequest
from guildhall.dues.views.acts import number_asked
from guildhall.finance import queries
from guildhall.finance.models import Budget, Collection, FinanceRules, FinanceStatement, Voucher
from guildhall.registry.models import Body
from guildhall.registry.queries import today_in

LAST_YEAR = 9998  # of which the year after still has a date


def find_unit(request: AssociationRequest, pk: UUID) -> Body:
    return get_object_or_404(queries.units_visible_to(request.user, request.association), pk=pk)


def find_budget(request: AssociationRequest, pk: UUID) -> Budget:
    return get_object_or_404(queries.budget_list(request.user, request.association), pk=pk)


def find_voucher(request: AssociationRequest, pk: UUID) -> Voucher:
    return get_object_or_404(queries.vouchers_visible_to(request.user, request.association), pk=pk)


def find_collection(request: AssociationRequest, pk: UUID) -> Collection:
    return get_object_or_404(queries.collection_list(request.user, request.association), pk=pk)


def find_statement(request: AssociationRequest, pk: UUID) -> FinanceStatement:
    return get_object_or_404(queries.statement_list(request.user, request.association), pk=pk)


def find_finance_rules(request: AssociationRequest, pk: UUID) -> FinanceRules:
    return get_object_or_404(queries.finance_rules_list(request.user, request.association), pk=pk)


def require_reader(request: AssociationRequest) -> None:
    """404 for whoever sees no unit's money."""
    if not queries.may_see_money(request.user, request.association):
        raise Http404


def require_reader_of_all(request: AssociationRequest) -> None:
    """404 for whoever does not see every unit's money."""
    if not queries.may_see_all(request.user, request.association):
        raise Http404


def year_asked(request: AssociationRequest) -> int:
    """The year in the address, or this one."""
    asked = number_asked(request.GET.get("year"))
    return asked if asked and 2000 <= asked <= LAST_YEAR else today_in(request.association).year


def years(request: AssociationRequest, year: int) -> list[int]:
    """The years to choose from, around the one shown."""
    now = today_in(request.association).year
    return sorted({*range(now - 3, now + 2), year}, reverse=True)


def quarter_asked(request: AssociationRequest) -> int:
    """The quarter in the address, 0 for the whole year."""
    text = request.GET.get("quarter", "")
    return int(text) if text in ("1", "2", "3", "4") else 0


def unit_asked(request: AssociationRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("unit", ""))
    except ValueError:
        return None
