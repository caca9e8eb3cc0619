from typing import Any

from django.http import HttpResponse
from ninja import Query

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.cooperation import queries
from guildhall.cooperation.permissions import require_sees_all
from guildhall.cooperation.schemas import FunnelIn, FunnelOut
from guildhall.cooperation.sheets import funnel_as_excel
from guildhall.registry.queries import today_in

router = AssociationRouter()
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(association: Association, data: FunnelIn) -> queries.Asked:
    today = today_in(association)
    start = data.from_on or today.replace(month=1, day=1)
    return queries.Asked(start, data.to_on or today, data.kind, data.segment)


@router.get("cooperation/funnel", response=FunnelOut)
def funnel(request: SignedInRequest, slug: str, data: Query[FunnelIn]) -> dict[str, Any]:
    """From published needs to deliveries, each figure with its denominator, and why others ended."""
    association = find_association(request, slug)
    require_sees_all(request.user, association)
    asked = _asked(association, data)
    found = queries.funnel_page(association, asked)
    groups = {
        name: [{"name": key, "figures": one.figures} for key, one in rows.items()]
        for name, rows in (("kinds", found.kinds), ("segments", found.segments))
    }
    return groups | {
        "from_on": asked.from_on,
        "to_on": asked.to_on,
        "figures": found.whole.figures,
        "introductions": found.whole.introductions,
        "delivered": found.whole.delivered,
        "under_way": found.whole.under_way,
        "endings": [{"ending": ending, "count": count} for ending, count in found.whole.endings],
        "without_match": found.without_match,
    }


@router.get("cooperation/funnel/excel")
def export_funnel(request: SignedInRequest, slug: str, data: Query[FunnelIn]) -> HttpResponse:
    association = find_association(request, slug)
    require_sees_all(request.user, association)
    asked = _asked(association, data)
    book = funnel_as_excel(queries.funnel_page(association, asked), association, asked)
    return HttpResponse(book, content_type=EXCEL)
