from datetime import date
from typing import Self
from uuid import UUID

from ninja import Schema
from pydantic import model_validator

from guildhall.registry.models import Body, Representation
from guildhall.registry.queries import BodyRow, RosterLine
from guildhall.registry.schemas.fields import LongLine, Rank, Ref, Short, Text, Version


class BodyOut(Schema):
    id: UUID
    kind: Body.Kind
    parent: Ref | None
    name: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    from_on: date | None
    to_on: date | None
    is_public: bool
    rank: int
    version: int


class BodyRowOut(Schema):
    """A body in the tree (the top body has depth 0), with the posts held and seats open today."""

    id: UUID
    name: str
    name_zh: str
    name_en: str
    kind: Body.Kind
    parent_id: UUID | None
    depth: int
    to_on: date | None
    officers: int
    seats: int

    @staticmethod
    def resolve_id(row: BodyRow) -> UUID:
        return row.body.pk

    @staticmethod
    def resolve_name(row: BodyRow) -> str:
        return row.body.name

    @staticmethod
    def resolve_name_zh(row: BodyRow) -> str:
        return row.body.name_zh

    @staticmethod
    def resolve_name_en(row: BodyRow) -> str:
        return row.body.name_en

    @staticmethod
    def resolve_kind(row: BodyRow) -> str:
        return row.body.kind

    @staticmethod
    def resolve_parent_id(row: BodyRow) -> UUID | None:
        return row.body.parent_id

    @staticmethod
    def resolve_to_on(row: BodyRow) -> date | None:
        return row.body.to_on


class BodyIn(Schema):
    kind: Body.Kind
    name_zh: LongLine = ""
    name_en: LongLine = ""
    about_zh: Text = ""
    about_en: Text = ""
    from_on: date | None = None
    is_public: bool = True
    rank: Rank = 0


class FoundBodyIn(BodyIn):
    parent_id: UUID


class ChangeBodyIn(BodyIn):
    """Only what is sent is changed. ``version`` is the one you read: the slower of two is refused."""

    version: Version
    kind: Body.Kind = Body.Kind.COUNCIL
    parent_id: UUID | None = None


class EndBodyIn(Schema):
    """``on`` is the last day. Open seats move to ``seats_to_id``; without it they stand in the way."""

    on: date
    seats_to_id: UUID | None = None


class RosterLineOut(Schema):
    """One who sits in the body that day; ``person`` is null where a unit has named nobody."""

    person: Ref | None
    organization: Ref | None
    seat_id: UUID | None
    label_zh: str
    label_en: str
    votes: bool
    rank: int
    posts: list[Ref]

    @staticmethod
    def resolve_seat_id(line: RosterLine) -> UUID | None:
        return line.seat.pk if line.seat else None


class SeatOut(Schema):
    id: UUID
    body: Ref
    organization: Ref | None
    person: Ref | None
    label_zh: str
    label_en: str
    votes: bool
    from_on: date | None
    to_on: date | None


class GiveSeatIn(Schema):
    """Either a unit, which may name who represents it, or a person."""

    organization_id: UUID | None = None
    person_id: UUID | None = None
    representative_id: UUID | None = None
    label_zh: Short = ""
    label_en: Short = ""
    votes: bool = True
    from_on: date | None = None

    @model_validator(mode="after")
    def one_holder(self) -> Self:
        if bool(self.organization_id) == bool(self.person_id):
            raise ValueError("either organization_id or person_id is needed, not both")
        return self


class ChangeSeatIn(Schema):
    """Only what is sent is changed."""

    label_zh: Short = ""
    label_en: Short = ""
    votes: bool = True


class LastDayIn(Schema):
    on: date


class RepresentativeIn(Schema):
    """From that day the person sits for the unit; the former representative's last day is the day before."""

    person_id: UUID
    from_on: date
    letter: LongLine = ""


class RepresentationOut(Schema):
    id: UUID
    seat_id: UUID
    person: Ref
    from_on: date | None
    to_on: date | None
    letter: str

    @staticmethod
    def resolve_seat_id(row: Representation) -> UUID:
        return row.seat_id
