from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from ninja import Field
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.dues.models import Posting
from guildhall.finance import queries
from guildhall.finance.api.finding import find_unit, seen_whole
from guildhall.finance.figures import Figures
from guildhall.finance.schemas import LedgerLineOut, MergedOut, UnitLineOut, WholeUnitOut, Year
from guildhall.registry.models import Body
from guildhall.registry.queries import today_in

router = AssociationRouter()
Quarter = Annotated[int, Field(ge=0, le=4)]


def unit_data(body: Body) -> dict[str, Any]:
    return {"id": body.pk, "name": queries.unit_name(body), "is_own": queries.is_own(body)}


def figures_data(figures: Figures) -> dict[str, Any]:
    return figures.as_data()


@router.get("finance/units", response=list[UnitLineOut])
@paginate
def unit_list(request: SignedInRequest, slug: str, year: Year = None) -> list[dict[str, Any]]:
    """The association itself and its branches, those that the caller may see, each with its year."""
    association = find_association(request, slug)
    shown = year or today_in(association).year
    return [
        unit_data(line.body)
        | {
            "year": shown,
            "budget_state": line.budget.state if line.budget else None,
            "budget_income": getattr(line.budget, "income", 0),
            "budget_expense": getattr(line.budget, "expense", 0),
            "income": line.figures.total_income,
            "expense": line.figures.total_expense,
            "closing": line.figures.closing,
            "vouchers_waiting": line.waiting,
            "late": list(line.late),
            "has_confirmed": line.has_confirmed,
        }
        for line in queries.unit_year(request.user, association, shown).lines
    ]


@router.get("finance/units/{uuid:pk}", response=WholeUnitOut)
def unit(request: SignedInRequest, slug: str, pk: UUID, year: Year = None) -> dict[str, Any]:
    """One unit's year: its quarters, which add up to it, and its budget by category."""
    body = find_unit(request, slug, pk)
    shown = year or today_in(body.association).year
    duties = queries.duties_in(body.association, shown, [body])[pk]
    periods = queries.period_lines(request.user, body, shown, duties)
    budget = queries.budget_list(request.user, body.association, year=shown).filter(body=body).first()
    collected = queries.collected_in(body, shown)
    return unit_data(body) | {
        "year": shown,
        "periods": [
            {
                "quarter": line.what,
                "figures": figures_data(line.figures),
                "duty": line.duty,
                "statement_id": line.statement.pk if line.statement else None,
            }
            for line in periods
        ],
        "categories": queries.category_lines(body, shown, periods[-1].figures),
        "budget_id": budget.pk if budget else None,
        "collected": collected.amount,
        "share": collected.share,
    }


@router.get("finance/units/{uuid:pk}/ledger", response=list[LedgerLineOut])
@paginate
def ledger(request: SignedInRequest, slug: str, pk: UUID, year: Year = None) -> QuerySet[Posting]:
    """Every side of every entry of the unit's year, the latest first."""
    body = find_unit(request, slug, pk)
    return queries.ledger(body, year or today_in(body.association).year)


@router.get("finance/merged", response=MergedOut)
def merged_statement(
    request: SignedInRequest, slug: str, year: Year = None, quarter: Quarter = 0
) -> dict[str, Any]:
    """All units side by side and their sum, in a quarter or in the year (0)."""
    association = seen_whole(request, slug)
    merged = queries.merged_statement(association, year or today_in(association).year, quarter)
    columns = [
        unit_data(column.body)
        | {
            "figures": figures_data(column.figures),
            "statement_id": column.statement.pk if column.statement else None,
            "statement_state": column.statement.state if column.statement else None,
            "is_late": column.is_late,
        }
        for column in merged.columns
    ]
    total = figures_data(merged.total)
    return {"year": merged.year, "quarter": merged.quarter, "columns": columns, "total": total}
