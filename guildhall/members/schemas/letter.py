"""What the API accepts and returns of letters on representatives."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from guildhall.members.models import NamedPerson, RepresentativeLetter
from guildhall.members.queries import representative_in, stand_ins_in
from guildhall.registry.schemas.fields import Ref


class LetterIn(Schema):
    """The representative is one of the unit's people (``representative_id``) or somebody new (``name``).

    ``stand_in_ids`` are of the unit's people; ``others`` one new stand-in a line: name, telephone, mail address.
    """

    representative_id: UUID | None = None
    name: str = Field("", max_length=100)
    phone: str = Field("", max_length=40)
    email: str = Field("", max_length=254)
    seat_id: UUID | None = None
    from_on: date
    stand_in_ids: list[UUID] = Field(default_factory=list, max_length=20)
    others: str = Field("", max_length=1000)


class RefuseLetterIn(Schema):
    reason: str = Field(min_length=1, max_length=500)


class NamedOut(Schema):
    person_id: UUID | None
    name: str
    phone: str
    email: str


class LetterOut(Schema):
    """Without ``seat`` it is about every seat of the unit. ``effective_on``: the day from which it holds."""

    id: UUID
    member: Ref
    seat: Ref | None
    representative: NamedOut
    stand_ins: list[NamedOut]
    from_on: date
    effective_on: date | None
    state: RepresentativeLetter.State
    reason: str
    submitted_at: datetime
    decided_at: datetime | None

    @staticmethod
    def resolve_seat(letter: RepresentativeLetter) -> Ref | None:
        return Ref(id=letter.seat.pk, name=letter.seat.body.name) if letter.seat else None

    @staticmethod
    def resolve_representative(letter: RepresentativeLetter) -> NamedPerson:
        return representative_in(letter)

    @staticmethod
    def resolve_stand_ins(letter: RepresentativeLetter) -> list[NamedPerson]:
        return stand_ins_in(letter)
