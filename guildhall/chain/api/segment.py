from uuid import UUID

from ninja import Status

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.chain import actions, queries
from guildhall.chain.api.finding import here, meant_class, meant_segment
from guildhall.chain.http import find_chain, find_flow, find_segment
from guildhall.chain.models import Flow
from guildhall.chain.schemas import (
    ChangeFlowIn,
    ChangeSegmentIn,
    FlowIn,
    FlowOut,
    SegmentIn,
    SegmentOut,
)

router = AssociationRouter()


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> SegmentOut:
    shown = find_segment(here(request, slug), pk)
    return SegmentOut.of(queries.chain_map(shown.chain, viewer=request.user).spot_of(shown))


@router.get("chains/segments/{uuid:pk}", response=SegmentOut)
def segment(request: SignedInRequest, slug: str, pk: UUID) -> SegmentOut:
    return _answer(request, slug, pk)


@router.post("chains/{uuid:pk}/segments", response={201: SegmentOut})
def add_segment(request: SignedInRequest, slug: str, pk: UUID, data: SegmentIn) -> Status[SegmentOut]:
    given = data.dict()
    given["industry_class"] = meant_class(request, slug, given.pop("industry_class_id"))
    made = actions.add_segment(find_chain(here(request, slug), pk), **given, actor=request.user)
    return Status(201, _answer(request, slug, made.pk))


@router.patch("chains/segments/{uuid:pk}", response=SegmentOut)
def change_segment(request: SignedInRequest, slug: str, pk: UUID, data: ChangeSegmentIn) -> SegmentOut:
    given = data.dict(exclude_unset=True)
    if "industry_class_id" in given:
        given["industry_class"] = meant_class(request, slug, given.pop("industry_class_id"))
    actions.change_segment(find_segment(here(request, slug), pk), **given, actor=request.user)
    return _answer(request, slug, pk)


@router.delete("chains/segments/{uuid:pk}", response={204: None})
def remove_segment(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    """With its flows; refused while any firm has a place on it."""
    actions.remove_segment(find_segment(here(request, slug), pk), actor=request.user)
    return Status(204, None)


@router.post("chains/{uuid:pk}/flows", response={201: FlowOut})
def add_flow(request: SignedInRequest, slug: str, pk: UUID, data: FlowIn) -> Status[Flow]:
    """What one segment supplies to another; loops are allowed."""
    chain = find_chain(here(request, slug), pk)
    made = actions.add_flow(
        chain,
        source=meant_segment(request, slug, data.source_id, chain, "source_id"),
        target=meant_segment(request, slug, data.target_id, chain, "target_id"),
        goods_zh=data.goods_zh,
        goods_en=data.goods_en,
        actor=request.user,
    )
    return Status(201, made)


@router.patch("chains/flows/{uuid:pk}", response=FlowOut)
def change_flow(request: SignedInRequest, slug: str, pk: UUID, data: ChangeFlowIn) -> Flow:
    flow = find_flow(here(request, slug), pk)
    return actions.change_flow(flow, **data.dict(exclude_unset=True), actor=request.user)


@router.delete("chains/flows/{uuid:pk}", response={204: None})
def remove_flow(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    actions.remove_flow(find_flow(here(request, slug), pk), actor=request.user)
    return Status(204, None)
