"""What the API accepts and returns about where the dues stand. Amounts are whole fen, shares exact."""

from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.dues import queries
from guildhall.dues.ageing import Age
from guildhall.dues.collected import Judgement, Sums, share_said
from guildhall.dues.schemas.notice import MemberRef, SentenceOut
from guildhall.registry.schemas.fields import Version


class FractionOut(Schema):
    """An exact share; ``percent`` is for people, rounded down."""

    numerator: int
    denominator: int
    percent: str

    @staticmethod
    def of(share: Fraction | None) -> "FractionOut | None":
        if share is None:
            return None
        return FractionOut(
            numerator=share.numerator, denominator=share.denominator, percent=share_said(share)
        )


class SumsOut(Schema):
    """``owed`` is ``amount`` without what was waived; ``share`` what was collected of it, null where nothing is owed."""

    count: int
    amount: int
    waived: int
    owed: int
    collected: int
    open: int
    share: FractionOut | None

    @staticmethod
    def told(sums: Sums) -> dict[str, Any]:
        names = ("count", "amount", "waived", "owed", "collected", "open")
        return {name: getattr(sums, name) for name in names} | {"share": FractionOut.of(sums.share)}


class PartOut(SumsOut):
    """``id`` null and ``name`` empty: notices of members without a branch, or that no collector has."""

    id: UUID | None
    name: str

    @staticmethod
    def listed(parts: list[queries.Part]) -> list["PartOut"]:
        return [PartOut(id=part.key, name=part.name, **SumsOut.told(part.sums)) for part in parts]


class PointOut(Schema):
    on: date
    owed: int
    collected: int


class TargetOut(Schema):
    """``state``: reached, late (only after its day), missed, waiting."""

    percent: int
    on: date
    state: str
    reached_on: date | None
    said: SentenceOut

    @staticmethod
    def of(judged: Judgement | None) -> "TargetOut | None":
        if judged is None:
            return None
        said = SentenceOut(**judged.sentence.as_data())
        target = judged.target
        return TargetOut(
            percent=target.percent, on=target.on, state=judged.state, reached_on=judged.reached_on, said=said
        )


class StatedOut(Schema):
    """What the source of a read-only record states instead of books."""

    notices_on: date | None
    on: date
    percent_at_least: int
    remark: str


class StandingOut(Schema):
    """A year's dues at the end of a day. The parts of each kind add up to the total; ``curve`` leads up to it."""

    year: int
    on: date
    total: SumsOut
    tiers: list[PartOut]
    branches: list[PartOut]
    collectors: list[PartOut]
    curve: list[PointOut]
    target: TargetOut | None
    stated: StatedOut | None

    @staticmethod
    def of(stand: queries.Standing) -> "StandingOut":
        told = stand.collection
        return StandingOut(
            year=told.year,
            on=told.on,
            total=SumsOut(**SumsOut.told(told.total)),
            tiers=PartOut.listed(told.tiers),
            branches=PartOut.listed(told.branches),
            collectors=PartOut.listed(told.collectors),
            curve=[PointOut(on=day, owed=sums.owed, collected=sums.collected) for day, sums in stand.points],
            target=TargetOut.of(stand.judgement),
            stated=StatedOut.from_orm(told.stated) if told.stated else None,
        )


class TargetIn(Schema):
    """Both null: no target. ``version`` is the run's that you read."""

    version: Version
    percent: int | None = Field(default=None, ge=1, le=100)
    on: date | None = None


class CollectorIn(Schema):
    """Null: nobody."""

    collector_id: UUID | None


class CollectorsIn(CollectorIn):
    """For all notices of the year, or those of a tier, of a branch, that no collector has."""

    tier_id: UUID | None = None
    branch_id: UUID | None = None
    only_without: bool = False


class CountOut(Schema):
    count: int


class CollectorOut(Schema):
    """Somebody to whom notices can be given."""

    id: UUID
    name: str

    @staticmethod
    def resolve_name(row: Any) -> str:
        return str(row)


class ArrearsIn(Schema):
    """``branch`` and ``collector``: a key, or ``none``. ``reminded``: 0, 1, 2, or 3 for three times and more."""

    year: int | None = None
    tier: str = ""
    branch: str = ""
    collector: str = ""
    age: str = ""
    reminded: str = ""
    q: str = ""
    sort: str = ""
    page: int = Field(1, ge=1)

    @property
    def asked(self) -> queries.ArrearsFilter:
        names = ("year", "tier", "branch", "collector", "age", "reminded", "sort")
        return queries.ArrearsFilter(text=self.q, **{name: getattr(self, name) for name in names})


class ArrearsOut(Schema):
    """What one member owes. ``age`` is of the longest overdue: current, to_90, to_365, older (days since it was due)."""

    member: MemberRef
    years: list[int]
    open: int
    due_on: date
    late: int
    age: Age
    reminded: int
    reminded_on: date | None
    collectors: list[CollectorOut]


class RemindedOut(Schema):
    """How many members were reminded so often of what they owe; ``times`` 3 means three times and more."""

    times: int
    members: int


class AgeOut(Schema):
    age: Age
    open: int


class ArrearsTotalOut(Schema):
    members: int
    open: int
    ages: list[AgeOut]
    reminded: list[RemindedOut]


class UnpaidOut(Schema):
    """Members whose dues are overdue for so many ``years`` in a row (null: the charter names none)."""

    years: int | None
    rule: SentenceOut
    count: int
    items: list[ArrearsOut]
