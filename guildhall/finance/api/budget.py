from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from ninja import File, Form, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.finance import actions, queries
from guildhall.finance.api.finding import find_budget, find_unit
from guildhall.finance.models import Budget
from guildhall.finance.schemas import (
    BudgetOut,
    LinesIn,
    ReasonIn,
    ResolutionIn,
    WholeBudgetOut,
    Year,
    YearIn,
)

router = AssociationRouter()


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = find_budget(request, slug, pk)
    fields = {name: getattr(shown, name) for name in BudgetOut.model_fields}
    return fields | {
        "lines": list(shown.lines.all()),
        "acts": sorted(queries.budget_acts(request.user, shown)),
    }


@router.get("finance/budgets", response=list[BudgetOut])
@paginate
def budget_list(request: SignedInRequest, slug: str, year: Year = None) -> QuerySet[Budget]:
    return queries.budget_list(request.user, find_association(request, slug), year=year)


@router.get("finance/budgets/{uuid:pk}", response=WholeBudgetOut)
def budget(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.post("finance/units/{uuid:pk}/budgets", response={201: WholeBudgetOut})
def draft_budget(request: SignedInRequest, slug: str, pk: UUID, data: YearIn) -> Status[dict[str, Any]]:
    made = actions.draft_budget(find_unit(request, slug, pk), year=data.year, actor=request.user)
    return Status(201, _answer(request, slug, made.pk))


@router.put("finance/budgets/{uuid:pk}/lines", response=WholeBudgetOut)
def set_budget_lines(request: SignedInRequest, slug: str, pk: UUID, data: LinesIn) -> dict[str, Any]:
    """All lines at once; amounts in fen."""
    lines = [actions.Line(**line.dict()) for line in data.lines]
    shown = find_budget(request, slug, pk)
    actions.set_budget_lines(shown, lines=lines, version=data.version, actor=request.user)
    return _answer(request, slug, pk)


@router.post("finance/budgets/{uuid:pk}/import", response=WholeBudgetOut)
def import_budget_lines(
    request: SignedInRequest, slug: str, pk: UUID, version: Form[int], file: File[UploadedFile]
) -> dict[str, Any]:
    """Send a spreadsheet with the columns category, what for, and amount in yuan; it replaces all lines."""
    shown = find_budget(request, slug, pk)
    actions.import_budget_lines(
        shown, name=file.name or "", content=file.open(), version=version, actor=request.user
    )
    return _answer(request, slug, pk)


@router.post("finance/budgets/{uuid:pk}/submit", response=WholeBudgetOut)
def submit_budget(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    actions.submit_budget(find_budget(request, slug, pk), actor=request.user)
    return _answer(request, slug, pk)


@router.post("finance/budgets/{uuid:pk}/return", response=WholeBudgetOut)
def return_budget(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    actions.return_budget(find_budget(request, slug, pk), reason=data.reason, actor=request.user)
    return _answer(request, slug, pk)


@router.post("finance/budgets/{uuid:pk}/approve", response=WholeBudgetOut)
def approve_budget(request: SignedInRequest, slug: str, pk: UUID, data: ResolutionIn) -> dict[str, Any]:
    """From then on the year is open for the unit."""
    actions.approve_budget(find_budget(request, slug, pk), resolution=data.resolution, actor=request.user)
    return _answer(request, slug, pk)
