from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from guildhall.exchange.sight import Seen
from guildhall.site.queries import Today


class ArticleIn(Schema):
    title_zh: str = Field("", max_length=200)
    title_en: str = Field("", max_length=200)
    text_zh: str = ""
    text_en: str = ""
    picture_credit: str = Field("", max_length=100)


class ArticleChangeIn(ArticleIn):
    version: int


class ArticleOut(Schema):
    id: UUID
    state: str
    meeting_id: UUID | None
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    picture_credit: str
    published_at: datetime | None
    version: int


class AssociationOut(Schema):
    id: UUID
    slug: str
    kind: str
    name_zh: str
    name_en: str
    is_record: bool


class OrganizationLineOut(Schema):
    id: UUID
    name_zh: str
    name_en: str
    region: str


class PersonLineOut(Schema):
    id: UUID
    name_zh: str
    name_en: str


class MeetingLineOut(Schema):
    id: UUID
    name_zh: str
    name_en: str
    state: str
    starts_at: datetime | None


class ResolutionLineOut(Schema):
    """A public resolution that is in force."""

    id: UUID
    serial: str
    title_zh: str
    title_en: str
    adopted_on: date
    in_force_from: date | None
    in_force_to: date | None


class CommitmentLineOut(Schema):
    id: UUID
    content_zh: str
    content_en: str
    state: str
    deadline: date | None


class ListingLineOut(Schema):
    """An offer or need as the reader may see it."""

    id: UUID
    side: str
    title: str
    owner: str

    @staticmethod
    def resolve_id(seen: Seen) -> UUID:
        return seen.pk

    @staticmethod
    def resolve_side(seen: Seen) -> str:
        return seen.row.side


class FoundOut(Schema):
    organizations: list[OrganizationLineOut]
    people: list[PersonLineOut]
    meetings: list[MeetingLineOut]
    commitments: list[CommitmentLineOut]
    listings: list[ListingLineOut]


class DueMonthOut(Schema):
    month: date
    lights: dict[str, int]


class CollectedOut(Schema):
    """The latest year's dues so far, in fen; ``percent`` of what is owed, rounded down."""

    year: int
    owed: int
    collected: int
    percent: str


class VoucherLineOut(Schema):
    """A voucher that waits for the reader to approve or to book; the amount in fen."""

    id: UUID
    purpose: str
    amount: int
    state: str


class VoteLineOut(Schema):
    """An open vote in which the reader may vote on a device and has not."""

    id: UUID
    question_zh: str
    question_en: str


class TodayOut(Schema):
    to_vote: list[VoteLineOut]
    to_answer: list[MeetingLineOut]
    to_approve: list[MeetingLineOut]
    letters_to_sign: list[UUID]
    agreements_to_sign: list[UUID]
    to_accept: list[CommitmentLineOut]
    mine: list[CommitmentLineOut]
    overdue: list[CommitmentLineOut]
    meetings: list[MeetingLineOut]
    unanswered: dict[str, int]
    lights: dict[str, int]
    months: list[DueMonthOut]
    dues: CollectedOut | None
    vouchers: list[VoucherLineOut]
    is_clock_standing: bool
    is_new: bool

    @staticmethod
    def resolve_to_answer(today: Today) -> list[object]:
        return [invitation.meeting for invitation in today.to_answer]

    @staticmethod
    def resolve_to_approve(today: Today) -> list[object]:
        return [minutes.meeting for minutes in today.to_approve]

    @staticmethod
    def resolve_letters_to_sign(today: Today) -> list[UUID]:
        return [party.letter_id for party in today.to_sign]

    @staticmethod
    def resolve_agreements_to_sign(today: Today) -> list[UUID]:
        return [agreement.pk for agreement in today.agreements]

    @staticmethod
    def resolve_dues(today: Today) -> dict[str, object] | None:
        if today.dues is None:
            return None
        year, sums = today.dues
        return {"year": year, "owed": sums.owed, "collected": sums.collected, "percent": sums.percent}

    @staticmethod
    def resolve_unanswered(today: Today) -> dict[str, int]:
        return {str(meeting.pk): number for meeting, number in today.unanswered}
