from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from guildhall.members.models import Member, MemberEvent, TierTerm
from guildhall.members.queries import MemberPage
from guildhall.registry.models import Seat
from guildhall.registry.schemas.fields import Ref


class DirectoryIn(Schema):
    """``on``: a day that has passed. ``state`` empty: all who belong. ``kind``: of organization, or ``person``."""

    q: str = Field("", max_length=200)
    tier: UUID | None = None
    state: str = ""
    region: str = Field("", max_length=100)
    kind: str = ""
    on: date | None = None
    sort: str = "number"


class MemberRowOut(Schema):
    """A member in the directory, as of the day that was asked for. ``note`` is the number, for fields that find it."""

    id: UUID
    number: str
    name: str
    note: str
    state: Member.State
    tier: Ref | None
    organization_id: UUID | None
    person_id: UUID | None
    region: str
    uscc: str
    joined_on: date | None
    ended_on: date | None

    @staticmethod
    def resolve_note(member: Member) -> str:
        return member.number

    @staticmethod
    def resolve_state(member: Member) -> str:
        return str(getattr(member, "state_then", member.state))

    @staticmethod
    def resolve_tier(member: Member) -> Ref | None:
        return tier_ref(member)

    @staticmethod
    def resolve_region(member: Member) -> str:
        return member.organization.region if member.organization else ""

    @staticmethod
    def resolve_uscc(member: Member) -> str:
        return member.organization.uscc if member.organization else ""


def tier_ref(member: Member) -> Ref | None:
    """The tier of the day on which the directory was asked."""
    terms: list[TierTerm] = member.terms_then  # type: ignore[attr-defined]  # queries.directory reads them
    return Ref(id=terms[0].tier_id, name=terms[0].tier.name) if terms else None


class PublicMemberOut(Schema):
    """What everybody may know of a member."""

    name_zh: str
    name_en: str
    tier: str | None
    region: str

    @staticmethod
    def resolve_name_zh(member: Member) -> str:
        return member.holder.name_zh

    @staticmethod
    def resolve_name_en(member: Member) -> str:
        return member.holder.name_en

    @staticmethod
    def resolve_tier(member: Member) -> str | None:
        tier = tier_ref(member)
        return tier.name if tier else None

    @staticmethod
    def resolve_region(member: Member) -> str:
        return member.organization.region if member.organization else ""


class TermOut(Schema):
    tier: Ref
    from_on: date | None
    to_on: date | None
    reason: str


class EventOut(Schema):
    id: UUID
    kind: MemberEvent.Kind
    on: date | None
    tier: Ref | None
    body: Ref | None
    resolution: str
    reason: str
    at: datetime


class MemberSeatOut(Schema):
    """A seat that the member holds today, and who sits there for it."""

    id: UUID
    body: Ref
    label: str
    votes: bool
    representative: Ref | None

    @staticmethod
    def resolve_representative(seat: Seat) -> Ref | None:
        sitting = getattr(seat, "sitting", [])
        return Ref(id=sitting[0].person_id, name=sitting[0].person.name) if sitting else None


class MemberOut(Schema):
    """``events`` and the certificate are left empty for readers of the directory only (``sees_whole`` false)."""

    id: UUID
    number: str
    name: str
    state: Member.State
    organization_id: UUID | None
    person_id: UUID | None
    joined_on: date | None
    ended_on: date | None
    version: int
    tier: Ref | None
    tier_since: date | None
    terms: list[TermOut]
    events: list[EventOut]
    seats: list[MemberSeatOut]
    stand_ins: list[str]
    certificate_serial: str | None
    certificate_code: str | None
    sees_whole: bool
    is_own: bool

    @classmethod
    def of(cls, page: MemberPage) -> "MemberOut":
        """What the reader of the page may see."""
        row = page.member
        own = (
            "id",
            "number",
            "name",
            "state",
            "organization_id",
            "person_id",
            "joined_on",
            "ended_on",
            "version",
        )
        document = row.certificate if page.sees_whole else None
        return cls(
            **{name: getattr(row, name) for name in own},
            tier=Ref.from_orm(page.tier) if page.tier else None,
            tier_since=page.tier_since,
            terms=[TermOut.from_orm(term) for term in page.terms],
            events=[EventOut.from_orm(event) for event in page.events],
            stand_ins=[one.name for one in page.stand_ins],
            seats=[MemberSeatOut.from_orm(seat) for seat in page.seats],
            certificate_serial=document.serial if document else None,
            certificate_code=document.spaced_code if document else None,
            sees_whole=page.sees_whole,
            is_own=page.is_own,
        )
