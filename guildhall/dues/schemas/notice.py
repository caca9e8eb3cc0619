"""What the API accepts and returns about dues. Amounts are whole fen."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.dues.models import DuesRun, DuesStandard, Waiver
from guildhall.registry.rules import MeetingForm, Way
from guildhall.registry.schemas.fields import Ref, Version

LARGEST = 10**15
Fen = Field(ge=0, le=LARGEST)
Count = Field(default=None, ge=0, le=100_000_000)
Reason = Field(min_length=1, max_length=300)


class RateOut(Schema):
    tier: Ref
    amount: int


class StandardLineOut(Schema):
    id: UUID
    name: str
    name_zh: str
    name_en: str
    state: DuesStandard.State
    body: Ref
    from_on: date
    to_on: date | None
    proration: DuesStandard.Proration
    version: int


class StandardOut(StandardLineOut):
    """With its rates, the assembly's count, and what the charter says about it; ``acts`` the reader may do now."""

    rates: list[RateOut]
    meeting_zh: str
    meeting_en: str
    decided_on: date | None
    form: str
    way: str
    entitled: int | None
    present: int | None
    in_favour: int | None
    against: int | None
    abstained: int | None
    verdict: dict[str, Any]
    told_members_on: date | None
    acts: list[str]


class StandardIn(Schema):
    name_zh: str = Field(default="", max_length=120)
    name_en: str = Field(default="", max_length=120)
    from_on: date
    proration: DuesStandard.Proration = DuesStandard.Proration.WHOLE_YEAR


class NewStandardIn(StandardIn):
    body_id: UUID


class ChangeStandardIn(Schema):
    """Only what is sent is changed. ``version`` is the one you read."""

    version: Version
    name_zh: str = Field(default="", max_length=120)
    name_en: str = Field(default="", max_length=120)
    from_on: date | None = None
    proration: DuesStandard.Proration = DuesStandard.Proration.WHOLE_YEAR


class RateIn(Schema):
    tier_id: UUID
    amount: int = Fen


class RatesIn(Schema):
    version: Version
    rates: list[RateIn]


class AdoptStandardIn(Schema):
    """The assembly's vote. With ``motion_id`` what is left out is taken from the motion."""

    motion_id: UUID | None = None
    meeting_zh: str = Field(default="", max_length=200)
    meeting_en: str = Field(default="", max_length=200)
    decided_on: date | None = None
    form: MeetingForm | None = None
    way: Way | None = None
    entitled: int | None = Count
    present: int | None = Count
    in_favour: int | None = Count
    against: int | None = Count
    abstained: int | None = Count
    told_members_on: date | None = None


class RunOut(Schema):
    id: UUID
    year: int
    standard: Ref
    state: DuesRun.State
    issued_on: date
    due_on: date
    job_id: UUID | None
    version: int


class TierTotalOut(Schema):
    tier: Ref
    count: int
    amount: int


class WithoutOut(Schema):
    """How many members get no notice for a reason."""

    reason: str
    label: str
    count: int


class BookedOut(Schema):
    count: int
    amount: int
    sent: int


class WholeRunOut(RunOut):
    """With what is still to be booked, who gets none, and what is booked; ``acts`` the reader may do now."""

    tiers: list[TierTotalOut]
    without: list[WithoutOut]
    booked: BookedOut
    acts: list[str]


class MemberRef(Schema):
    id: UUID
    number: str
    name: str


class SentenceOut(Schema):
    zh: str
    en: str


class PreviewLineOut(Schema):
    """What one member gets, or (``outcome`` other than ``gets``) why none."""

    member: MemberRef
    tier: Ref | None
    outcome: str
    amount: int
    explanation: SentenceOut | None
    reason: str


class RunIn(Schema):
    year: int = Field(ge=2000, le=2200)
    standard_id: UUID
    issued_on: date
    due_on: date


class MemberIn(Schema):
    member_id: UUID


class NoticeOut(Schema):
    """``open`` is what is still owed of ``amount`` after what was paid and waived; ``collector`` who sees to it."""

    id: UUID
    number: str
    year: int
    member: MemberRef
    tier: Ref
    amount: int
    paid: int
    waived: int
    open: int
    issued_on: date
    due_on: date
    branch: Ref | None
    collector: str
    sent_at: datetime | None
    cancelled_at: datetime | None

    @staticmethod
    def resolve_collector(row: Any) -> str:
        collector = row["collector"] if isinstance(row, dict) else row.collector
        return str(collector or "")


class WaiverOut(Schema):
    id: UUID
    notice_id: UUID
    amount: int
    reason: str
    state: Waiver.State
    requester: str
    approver: str
    on: date | None
    undone_on: date | None
    answer: str

    @staticmethod
    def resolve_requester(row: Waiver) -> str:
        return str(row.requester)

    @staticmethod
    def resolve_approver(row: Waiver) -> str:
        return str(row.approver) if row.approver else ""


class ReminderOut(Schema):
    on: date
    days: int = Field(alias="step.days")


class WholeNoticeOut(NoticeOut):
    """With how the amount came about, its waivers and reminders; ``acts`` the reader may do now.

    ``remark``: what to write on the payment so that it is recognised. ``code`` verifies the document.
    """

    remark: str
    document: str | None
    code: str | None
    explanation: dict[str, str]
    cancelled_why: str
    waivers: list[WaiverOut]
    reminders: list[ReminderOut]
    acts: list[str]


class ReasonIn(Schema):
    reason: str = Reason


class WaiverIn(ReasonIn):
    amount: int = Fen


class StepOut(Schema):
    id: UUID
    days: int
    tier: Ref | None
    subject_zh: str
    subject_en: str
    text_zh: str
    text_en: str
    is_active: bool
    version: int


class StepIn(Schema):
    """``days`` after the due date, before it negative. Filled in: {name} {number} {year} {amount} {open} {due_on} {days}."""

    days: int = Field(ge=-365, le=3650)
    tier_id: UUID | None = None
    subject_zh: str = Field(default="", max_length=120)
    subject_en: str = Field(default="", max_length=120)
    text_zh: str = Field(default="", max_length=4000)
    text_en: str = Field(default="", max_length=4000)
    is_active: bool = True


class ChangeStepIn(StepIn):
    """Only what is sent is changed. ``version`` is the one you read."""

    version: Version
    days: int = Field(default=0, ge=-365, le=3650)


class BankAccountIn(Schema):
    holder: str = Field(max_length=200)
    bank: str = Field(max_length=200)
    number: str = Field(max_length=60)


class BankAccountOut(BankAccountIn):
    version: int
