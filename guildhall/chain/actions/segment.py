"""Segments of a chain, and what flows between them."""

from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.chain.actions.details import (
    require_choice,
    require_goods,
    require_same_association,
    require_same_chain,
)
from guildhall.chain.models import Chain, Flow, IndustryClass, Segment
from guildhall.chain.permissions import require_may_keep
from guildhall.core.errors import InvalidError, RuleError
from guildhall.registry.actions.details import changes, require_name, store_version, told, trimmed

SEGMENTS_MOST = 200
FLOWS_MOST = 1_000


class SegmentDetails(TypedDict, total=False):
    stage: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    industry_class: IndustryClass | None


class FlowDetails(TypedDict, total=False):
    goods_zh: str
    goods_en: str


@transaction.atomic
def add_segment(chain: Chain, *, actor: User, **details: Unpack[SegmentDetails]) -> Segment:
    """A segment, after those that are there. Refused: no name, no such stage, a class of another association."""
    require_may_keep(actor, chain)
    if chain.segments.count() >= SEGMENTS_MOST:
        raise RuleError(
            _("A chain has %(most)d segments at most.") % {"most": SEGMENTS_MOST}, code="too_many_segments"
        )
    last = chain.segments.aggregate(last=Max("position"))["last"]
    segment = Segment(association_id=chain.association_id, chain=chain, **trimmed(details))
    segment.position = 0 if last is None else last + 1
    _require_sound(segment)
    segment.save(force_insert=True)
    record("segment.added", actor=actor, subject=segment, association=chain.association, chain=chain.name)
    return segment


@transaction.atomic
def change_segment(
    segment: Segment, *, version: int, actor: User, **details: Unpack[SegmentDetails]
) -> Segment:
    """Change name, words, stage or class. Refused to the slower of two (``version``), and what adding refuses."""
    require_may_keep(actor, segment.chain)
    changed = changes(segment, trimmed(details))
    draft = Segment(association_id=segment.association_id, chain=segment.chain)
    for field in SegmentDetails.__annotations__:
        setattr(draft, field, changed.get(field, getattr(segment, field)))
    _require_sound(draft)
    before = told(segment, changed)
    store_version(segment, version, changed)
    record("segment.changed", actor=actor, subject=segment, changed=before)
    return segment


@transaction.atomic
def remove_segment(segment: Segment, *, actor: User) -> None:
    """Remove a segment with the flows to and from it. Refused while any firm has a place on it."""
    require_may_keep(actor, segment.chain)
    count = segment.placements.count()
    if count:
        raise RuleError(
            _("%(count)d firms have a place on “%(segment)s”. Remove or move them first.")
            % {"count": count, "segment": segment.name},
            code="segment_used",
        )
    pk, association = segment.pk, segment.association
    Segment.objects.filter(pk=pk).delete()
    segment.pk = pk  # the record names what is gone
    record("segment.removed", actor=actor, subject=segment, association=association, name=segment.name)


@transaction.atomic
def add_flow(
    chain: Chain, *, source: Segment, target: Segment, actor: User, **details: Unpack[FlowDetails]
) -> Flow:
    """What one segment supplies to another, or to itself: loops are allowed.

    Refused: segments of another chain, a second flow between the same two, no goods named.
    """
    require_may_keep(actor, chain)
    given = trimmed(details)
    require_same_chain(source, chain, "source")
    require_same_chain(target, chain, "target")
    require_goods(given.get("goods_zh", ""), given.get("goods_en", ""))
    if chain.flows.count() >= FLOWS_MOST:
        raise RuleError(
            _("A chain has %(most)d flows at most.") % {"most": FLOWS_MOST}, code="too_many_flows"
        )
    flow = Flow(association_id=chain.association_id, chain=chain, source=source, target=target, **given)
    try:
        with transaction.atomic():
            flow.save(force_insert=True)
    except IntegrityError as taken:
        raise RuleError(
            _("A flow from “%(source)s” to “%(target)s” is there already; change its goods.")
            % {"source": source.name, "target": target.name},
            code="flow_known",
            details={"field": "target"},
        ) from taken
    record("flow.added", actor=actor, subject=flow, association=chain.association, between=_ends(flow))
    return flow


@transaction.atomic
def change_flow(flow: Flow, *, version: int, actor: User, **details: Unpack[FlowDetails]) -> Flow:
    """Name other goods. Refused to the slower of two (``version``), and no goods at all."""
    require_may_keep(actor, flow.chain)
    changed = changes(flow, trimmed(details))
    require_goods(changed.get("goods_zh", flow.goods_zh), changed.get("goods_en", flow.goods_en))
    before = told(flow, changed)
    store_version(flow, version, changed)
    record("flow.changed", actor=actor, subject=flow, changed=before)
    return flow


@transaction.atomic
def remove_flow(flow: Flow, *, actor: User) -> None:
    """Remove a flow. What firms supply each other stays, without it."""
    require_may_keep(actor, flow.chain)
    pk, ends = flow.pk, _ends(flow)
    association = flow.chain.association
    Flow.objects.filter(pk=pk).delete()
    flow.pk = pk  # the record names what is gone
    record("flow.removed", actor=actor, subject=flow, association=association, between=ends)


def _ends(flow: Flow) -> dict[str, str]:
    return {"source": flow.source.name, "target": flow.target.name, "goods": flow.goods}


def _require_sound(segment: Segment) -> None:
    require_name(segment.name_zh, segment.name_en)
    require_choice(segment.stage, Segment.Stage.values, "stage")
    require_same_association(segment.industry_class, segment.chain, "industry_class")
    if segment.industry_class is not None and not segment.industry_class.is_current:
        raise InvalidError(
            _("The classification does not have this class any more."),
            code="class_gone",
            details={"field": "industry_class"},
        )
