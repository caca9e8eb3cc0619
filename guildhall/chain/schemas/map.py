"""Chains, segments, flows, firms on them."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from guildhall.chain.figures import Concentration
from guildhall.chain.gaps import Gap
from guildhall.chain.models import Placement, Segment, Supply
from guildhall.chain.queries import (
    ChainMap,
    PlaceLine,
    Spot,
    Suggestion,
    supply_acts,
)
from guildhall.registry.schemas.fields import LongLine, Ref, SentenceOut, Short, Text, Version, printable

Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120), AfterValidator(printable)]
Unit = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20), AfterValidator(printable)]
Products = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(printable)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5_000), AfterValidator(printable)]
Capacity = Annotated[Decimal | None, Field(ge=0, max_digits=16, decimal_places=2)]


class ChainOut(Schema):
    """``segment_count`` and ``firms`` (who serve a segment) are counted over the whole chain."""

    id: UUID
    name: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    office: Ref | None
    starter: str
    is_public: bool
    is_active: bool
    segment_count: int
    firms: int
    version: int


class ClassRef(Schema):
    id: UUID
    code: str
    name: str


class PlacementOut(Schema):
    """``capacity`` is null where none is stated and where it is not the caller's to know."""

    id: UUID
    segment_id: UUID
    organization: Ref
    role: Placement.Role
    products_zh: str
    products_en: str
    capacity: Decimal | None
    unit: str
    state: Placement.State
    reason: str
    is_own: bool
    version: int

    @classmethod
    def of(cls, line: PlaceLine) -> "PlacementOut":
        one = line.placement
        own = (
            {"capacity": one.capacity, "unit": one.unit}
            if line.sees_capacity
            else {"capacity": None, "unit": ""}
        )
        plain = ("id", "segment_id", "role", "products_zh", "products_en", "state", "reason", "version")
        fields: dict[str, Any] = {name: getattr(one, name) for name in plain}
        return cls(
            **fields,
            **own,
            organization=Ref(id=one.organization_id, name=one.organization.name),
            is_own=line.is_own,
        )


class GapOut(Schema):
    """``step``: mend 补链, strengthen 强链, extend 延链."""

    segment: Ref
    step: str
    text: SentenceOut

    @classmethod
    def of(cls, gap: Gap) -> "GapOut":
        segment = Ref(id=gap.segment.pk, name=gap.segment.name)
        return cls(segment=segment, step=gap.step, text=SentenceOut(**gap.sentence.as_data()))


class ConcentrationOut(Schema):
    """Exact fractions, as ``n/d``; ``unit`` is empty where every firm counts the same."""

    firms: int
    unit: str
    hhi: str
    cr1: str
    cr3: str

    @classmethod
    def of(cls, figures: Concentration) -> "ConcentrationOut":
        return cls(
            firms=figures.firms,
            unit=figures.unit,
            hhi=str(figures.hhi),
            cr1=str(figures.cr1),
            cr3=str(figures.cr3),
        )


class SegmentOut(Schema):
    """A segment with who is on it and how it stands; ``concentration`` is null where it is not shown to the caller."""

    id: UUID
    chain_id: UUID
    stage: Segment.Stage
    name: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    industry_class: ClassRef | None
    standing: str
    gap: GapOut | None
    concentration: ConcentrationOut | None
    is_withheld: bool
    placements: list[PlacementOut]
    version: int

    @classmethod
    def of(cls, spot: Spot) -> "SegmentOut":
        one, held = spot.segment, spot.segment.industry_class
        plain = ("id", "chain_id", "stage", "name", "name_zh", "name_en", "about_zh", "about_en", "version")
        fields: dict[str, Any] = {name: getattr(one, name) for name in plain}
        return cls(
            **fields,
            industry_class=ClassRef(id=held.pk, code=held.code, name=held.name) if held else None,
            standing=spot.stand.standing,
            gap=GapOut.of(spot.gap) if spot.gap else None,
            concentration=ConcentrationOut.of(spot.concentration) if spot.concentration else None,
            is_withheld=spot.is_withheld,
            placements=[PlacementOut.of(line) for line in spot.lines],
        )


class FlowOut(Schema):
    id: UUID
    source_id: UUID
    target_id: UUID
    goods_zh: str
    goods_en: str
    version: int


class MapOut(Schema):
    """A chain as it is drawn."""

    id: UUID
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    office: Ref | None
    is_public: bool
    is_active: bool
    version: int
    segments: list[SegmentOut]
    flows: list[FlowOut]
    gaps: list[GapOut]

    @classmethod
    def of(cls, drawn: ChainMap) -> "MapOut":
        chain = drawn.chain
        plain = ("id", "name_zh", "name_en", "about_zh", "about_en", "is_public", "is_active", "version")
        fields: dict[str, Any] = {name: getattr(chain, name) for name in plain}
        return cls(
            **fields,
            office=Ref(id=chain.office.pk, name=chain.office.name) if chain.office else None,
            segments=[SegmentOut.of(spot) for spot in drawn.spots],
            flows=[FlowOut.from_orm(flow) for flow in drawn.flows],
            gaps=[GapOut.of(gap) for gap in drawn.gaps],
        )


class ChainIn(Schema):
    name_zh: LongLine = ""
    name_en: LongLine = ""
    about_zh: Text = ""
    about_en: Text = ""
    office_id: UUID | None = None


class DrawUpIn(ChainIn):
    """``starter_key``: ``steel-structures``, ``prefabricated-building``, ``equipment``, ``photovoltaic``,
    ``metallurgy``, or empty for an empty chain."""

    starter_key: Short = ""


class ChangeChainIn(ChainIn):
    """Only what is sent is changed. ``version`` is the one you read: the slower of two is refused."""

    is_active: bool = True
    version: Version


class SegmentIn(Schema):
    stage: Segment.Stage = Segment.Stage.MIDSTREAM
    name_zh: Name = ""
    name_en: Name = ""
    about_zh: Words = ""
    about_en: Words = ""
    industry_class_id: UUID | None = None


class ChangeSegmentIn(SegmentIn):
    """Only what is sent is changed."""

    version: Version


class GoodsIn(Schema):
    goods_zh: LongLine = ""
    goods_en: LongLine = ""


class FlowIn(GoodsIn):
    source_id: UUID
    target_id: UUID


class ChangeFlowIn(GoodsIn):
    version: Version


class StatedIn(Schema):
    products_zh: Products = ""
    products_en: Products = ""
    capacity: Capacity = None
    unit: Unit = ""


class PlacementIn(StatedIn):
    organization_id: UUID
    role: Placement.Role = Placement.Role.SERVES


class ChangePlacementIn(StatedIn):
    version: Version


class PlaceIn(Schema):
    segment_id: UUID
    organization_id: UUID
    role: Placement.Role = Placement.Role.SERVES


class PlacesIn(Schema):
    places: list[PlaceIn] = Field(max_length=2_000)


class PlacedOut(Schema):
    """How many places were confirmed by it."""

    confirmed: int


class SuggestionOut(Schema):
    """Where a description seems to belong: ``id`` and ``name`` of the segment or class."""

    id: UUID
    name: str
    score: float
    text: SentenceOut

    @classmethod
    def of(cls, one: Suggestion[Any]) -> "SuggestionOut":
        return cls(
            id=one.thing.pk, name=str(one.thing), score=one.score, text=SentenceOut(**one.sentence.as_data())
        )


class OwnPlacesOut(Schema):
    organization: Ref
    placements: list[PlacementOut]
    suggestions: list[SuggestionOut]


class SupplyOut(Schema):
    """``acts``: what the caller may do to it."""

    id: UUID
    supplier: Ref
    customer: Ref
    goods_zh: str
    goods_en: str
    flow_id: UUID | None
    state: Supply.State
    since: str
    acts: list[str]
    version: int

    @staticmethod
    def resolve_acts(supply: Supply, context: Any) -> list[str]:
        return sorted(supply_acts(supply, viewer=context["request"].user))


class SupplyIn(GoodsIn):
    supplier_id: UUID
    customer_id: UUID
    flow_id: UUID | None = None
    since: Unit = ""


class PublicChainOut(Schema):
    """What everybody may see of a chain in a list."""

    id: UUID
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    segment_count: int


class PublicSegmentOut(Schema):
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    stage: Segment.Stage
    members: list[str]


class PublicMapOut(Schema):
    """Segments and the members on them; no figures."""

    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    segments: list[PublicSegmentOut]

    @classmethod
    def of(cls, drawn: ChainMap) -> "PublicMapOut":
        chain = drawn.chain
        plain = ("name_zh", "name_en", "about_zh", "about_en")
        segments = [
            PublicSegmentOut(
                **{name: getattr(spot.segment, name) for name in (*plain, "stage")},
                members=[line.placement.organization.name for line in spot.serving],
            )
            for spot in drawn.spots
        ]
        return cls(**{name: getattr(chain, name) for name in plain}, segments=segments)
