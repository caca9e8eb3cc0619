from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.accounts.models import Association
from guildhall.funding import actions, permissions, queries
from guildhall.funding.api.finding import Drawn, find_case, find_need, find_reader, meant
from guildhall.funding.models import FundingCase, FundingRules
from guildhall.funding.schemas import (
    CaseOut,
    FunnelOut,
    MoveIn,
    ProposeIn,
    ReasonIn,
    RulesIn,
    RulesOut,
    StepOut,
    WholeCaseOut,
)
from guildhall.registry.queries import today_in

router = AssociationRouter()


def _data(seen: queries.CaseSeen) -> dict[str, Any]:
    case = seen.case
    return {
        "id": case.pk,
        "need_id": case.need_id,
        "need": seen.need.listing.title,
        "firm": seen.need.firm,
        "product_id": case.product_id,
        "product": case.product.listing.title,
        "bank": seen.bank,
        "state": case.state,
        "proposed_by": case.proposed_by,
        "steps": [{name: getattr(step, name) for name in StepOut.model_fields} for step in case.steps.all()],
    }


def _answer(request: SignedInRequest, association: Association, pk: UUID) -> dict[str, Any]:
    case = queries.cases_visible_to(request.user, association).get(pk=pk)
    [seen] = queries.seen_cases([case], request.user, association)
    acts, stages = queries.case_acts(request.user, case)
    return _data(seen) | {"acts": sorted(acts), "stages": [stage.value for stage in stages]}


@router.get("funding/cases", response=list[CaseOut])
@paginate
def funding_case_list(request: SignedInRequest, slug: str, state: str = "") -> Sequence[dict[str, Any]]:
    """The own firms' and the own bank's cases; for the secretariat all."""
    association = find_reader(request, slug)
    known = state if state in FundingCase.State.values else ""
    return Drawn(
        queries.cases_visible_to(request.user, association, state=known),
        lambda rows: [_data(seen) for seen in queries.seen_cases(rows, request.user, association)],
    )


@router.get("funding/cases/{uuid:pk}", response=WholeCaseOut)
def funding_case(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    found = find_case(request, slug, pk)
    return _answer(request, found.association, found.pk)


@router.post("funding/cases", response={201: WholeCaseOut})
def propose_case(request: SignedInRequest, slug: str, data: ProposeIn) -> Status[dict[str, Any]]:
    """By the firm, the bank or the secretariat. The firm's name is told once it accepts."""
    need = find_need(request, slug, data.need_id)
    products = queries.live_products(need.association, request.user)
    product = meant(products, data.product_id, "product_id")
    made = actions.propose_case(need, product, actor=request.user)
    return Status(201, _answer(request, need.association, made.pk))


@router.post("funding/cases/{uuid:pk}/accept", response=WholeCaseOut)
def accept_case(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    found = find_case(request, slug, pk)
    actions.accept_case(found, actor=request.user)
    return _answer(request, found.association, found.pk)


@router.post("funding/cases/{uuid:pk}/decline", response=WholeCaseOut)
def decline_case(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    found = find_case(request, slug, pk)
    actions.decline_case(found, reason=data.reason, actor=request.user)
    return _answer(request, found.association, found.pk)


@router.post("funding/cases/{uuid:pk}/move", response=WholeCaseOut)
def move_case(request: SignedInRequest, slug: str, pk: UUID, data: MoveIn) -> dict[str, Any]:
    """To one of the case's ``stages``."""
    found = find_case(request, slug, pk)
    actions.move_case(found, **data.dict(), actor=request.user)
    return _answer(request, found.association, found.pk)


@router.get("funding/figures", response=FunnelOut)
def funding_figures(request: SignedInRequest, slug: str, year: int = 0) -> dict[str, Any]:
    """For the secretariat: how far a year's cases came. Sums are left out where they would give a firm away."""
    association = find_reader(request, slug)
    if not permissions.may_look_after(request.user, association):
        raise Http404
    asked = year if 1990 <= year <= 9990 else today_in(association).year
    funnel = queries.funnel(association, asked)
    steps = [
        {
            "stage": step.stage.value,
            "reached": step.reached,
            "of": step.of,
            "firms": step.money.firms if step.money else None,
            "total": step.money.total if step.money else None,
            "reason": step.money.reason.as_data() if step.money and step.money.reason else None,
        }
        for step in funnel.steps
    ]
    ended = {name: getattr(funnel, name) for name in ("year", "declined", "refused", "withdrawn")}
    return ended | {"steps": steps}


@router.put("funding/rules", response=RulesOut)
def set_funding_rules(request: SignedInRequest, slug: str, data: RulesIn) -> FundingRules:
    """``version`` 0 where nothing was set before."""
    return actions.set_funding_rules(find_reader(request, slug), **data.dict(), actor=request.user)
