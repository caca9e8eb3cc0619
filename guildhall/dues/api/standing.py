from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association, User
from guildhall.core.errors import InvalidError
from guildhall.core.paging import page_of
from guildhall.dues import actions, queries
from guildhall.dues.api.notice import find_notice, whole_notice
from guildhall.dues.api.run import find_run
from guildhall.dues.models import DuesRun
from guildhall.dues.schemas import (
    ArrearsIn,
    ArrearsOut,
    ArrearsTotalOut,
    CollectorIn,
    CollectorOut,
    CollectorsIn,
    CountOut,
    RunOut,
    StandingOut,
    TargetIn,
    UnpaidOut,
    WholeNoticeOut,
)
from guildhall.dues.sheets import arrears_as_excel, unpaid_as_pdf
from guildhall.members.models import Tier
from guildhall.registry.api.references import meant
from guildhall.registry.models import Body

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
router = AssociationRouter()


def _readable(request: SignedInRequest, slug: str) -> Association:
    association = find_association(request, slug)
    if not queries.may_read_money(request.user, association):
        raise Http404
    return association


def _collector(association: Association, pk: UUID | None) -> User | None:
    found = queries.collectors_of(association).filter(pk=pk).first() if pk else None
    if pk and found is None:
        raise InvalidError(
            _("Nobody with this identifier holds a post here."),
            code="no_collector",
            details={"field": "collector_id"},
        )
    return found


@router.get("dues/standing", response=StandingOut)
def standing(
    request: SignedInRequest, slug: str, year: int | None = None, on: date | None = None
) -> StandingOut:
    """What was collected of a year's dues by the end of a day: in all, by tier, branch and collector."""
    association = _readable(request, slug)
    years = queries.years_known(association)
    wanted = year or next(iter(years), None)
    if wanted not in years:
        raise Http404
    today = queries.today_at(association)
    return StandingOut.of(queries.standing(association, wanted, min(on, today) if on else None))


@router.put("dues/runs/{uuid:pk}/target", response=RunOut)
def set_target(request: SignedInRequest, slug: str, pk: UUID, data: TargetIn) -> DuesRun:
    return actions.set_target(find_run(request, slug, pk), **data.dict(), actor=request.user)


@router.post("dues/runs/{uuid:pk}/branches", response=CountOut)
def renew_branches(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, int]:
    """Count the notices in the branches of which their members are today."""
    return {"count": actions.renew_branches(find_run(request, slug, pk), actor=request.user)}


@router.get("dues/collectors", response=list[CollectorOut])
@paginate
def collector_list(request: SignedInRequest, slug: str) -> QuerySet[User]:
    return queries.collectors_of(_readable(request, slug))


@router.put("dues/notices/{uuid:pk}/collector", response=WholeNoticeOut)
def set_collector(request: SignedInRequest, slug: str, pk: UUID, data: CollectorIn) -> dict[str, Any]:
    shown = find_notice(request, slug, pk)
    collector = _collector(shown.association, data.collector_id)
    actions.set_collector(shown, collector=collector, actor=request.user)
    return whole_notice(request, slug, pk)


@router.put("dues/years/{year}/collector", response=CountOut)
def set_collectors(request: SignedInRequest, slug: str, year: int, data: CollectorsIn) -> dict[str, int]:
    """Many at once; how many notices were given comes back."""
    association = _readable(request, slug)
    count = actions.set_collectors(
        association,
        year=year,
        collector=_collector(association, data.collector_id),
        tier=meant(request, slug, data.tier_id, Tier.objects.all(), "tier_id"),
        branch=meant(request, slug, data.branch_id, Body.objects.all(), "branch_id"),
        only_without=data.only_without,
        actor=request.user,
    )
    return {"count": count}


@router.get("dues/arrears", response=list[ArrearsOut])
def arrears_list(request: SignedInRequest, slug: str, data: Query[ArrearsIn]) -> list[queries.ArrearsLine]:
    """What members owe, the longest overdue first, fifty a page."""
    association = _readable(request, slug)
    rows = page_of(queries.arrears_rows(association, data.asked), data.page).rows
    return queries.arrears_lines(association, rows, data.asked)


@router.get("dues/arrears/total", response=ArrearsTotalOut)
def arrears_total(request: SignedInRequest, slug: str, data: Query[ArrearsIn]) -> dict[str, Any]:
    total = queries.arrears_total(_readable(request, slug), data.asked)
    return {
        "members": total.members,
        "open": total.open,
        "ages": [{"age": age, "open": amount} for age, amount in total.ages.items()],
        "reminded": [{"times": times, "members": count} for times, count in total.reminded.items()],
    }


@router.get("dues/arrears/excel")
def export_arrears(request: SignedInRequest, slug: str, data: Query[ArrearsIn]) -> HttpResponse:
    association = _readable(request, slug)
    lines = queries.all_arrears(association, data.asked)
    return HttpResponse(arrears_as_excel(lines, association, title=_("Arrears")), content_type=EXCEL)


@router.get("dues/unpaid", response=UnpaidOut)
def unpaid_list(request: SignedInRequest, slug: str, page: int = 1) -> dict[str, Any]:
    """The list for the council, fifty a page. A removal is entered with ``members/{id}/remove`` and its resolution."""
    association = _readable(request, slug)
    found = queries.unpaid(association)
    rows = page_of(found.rows, page).rows
    return {
        "years": found.years,
        "rule": queries.removal_rule(association).as_data(),
        "count": len(found),
        "items": queries.unpaid_lines(association, rows),
    }


@router.get("dues/unpaid/{ending}")
def export_unpaid(request: SignedInRequest, slug: str, ending: str) -> HttpResponse:
    """The whole list as ``xlsx`` or ``pdf``."""
    association = _readable(request, slug)
    found = queries.unpaid(association)
    lines = queries.unpaid_lines(association, found.rows)
    if ending == "xlsx":
        content = arrears_as_excel(lines, association, title=_("List for the council"))
        return HttpResponse(content, content_type=EXCEL)
    if ending != "pdf" or not found.years:
        raise Http404
    rule, language = queries.removal_rule(association), get_language() or ""
    paper = unpaid_as_pdf(lines, association, years=found.years, rule=rule, language=language)
    return HttpResponse(paper, content_type="application/pdf")
