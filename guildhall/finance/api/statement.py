from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.finance import actions, queries
from guildhall.finance.api.finding import find_statement, find_unit
from guildhall.finance.models import FinanceStatement
from guildhall.finance.schemas import ReasonIn, StatementIn, StatementOut, WholeStatementOut, Year

router = AssociationRouter()


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    found = find_statement(request, slug, pk)
    fields = {name: getattr(found, name) for name in StatementOut.model_fields}
    return fields | {
        "agrees": queries.shown_statement(found).agrees,
        "acts": sorted(queries.statement_acts(request.user, found)),
    }


@router.get("finance/statements", response=list[StatementOut])
@paginate
def statement_list(
    request: SignedInRequest, slug: str, year: Year = None, state: str = ""
) -> QuerySet[FinanceStatement]:
    """Statements that units handed in; ``state`` submitted, accepted or returned."""
    return queries.statement_list(request.user, find_association(request, slug), year=year, state=state)


@router.get("finance/statements/{uuid:pk}", response=WholeStatementOut)
def statement(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.post("finance/units/{uuid:pk}/statements", response={201: WholeStatementOut})
def submit_statement(
    request: SignedInRequest, slug: str, pk: UUID, data: StatementIn
) -> Status[dict[str, Any]]:
    """Hand in the books' figures of a quarter, or of the year (0); the period is closed from then on."""
    made = actions.submit_statement(find_unit(request, slug, pk), **data.dict(), actor=request.user)
    return Status(201, _answer(request, slug, made.pk))


@router.post("finance/statements/{uuid:pk}/accept", response=WholeStatementOut)
def accept_statement(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    actions.accept_statement(find_statement(request, slug, pk), actor=request.user)
    return _answer(request, slug, pk)


@router.post("finance/statements/{uuid:pk}/return", response=WholeStatementOut)
def return_statement(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    actions.return_statement(find_statement(request, slug, pk), reason=data.reason, actor=request.user)
    return _answer(request, slug, pk)
