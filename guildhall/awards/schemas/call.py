"""What the API accepts and returns about calls and entries."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.awards.models import Call, Entry
from guildhall.documents.schemas import FileOut
from guildhall.registry.schemas.fields import Line, LongLine, Ref, SentenceOut, Text, Version

Reason = Annotated[LongLine, Field(min_length=1)]


class CategoryIn(Schema):
    name_zh: Line = ""
    name_en: Line = ""
    fields: Text = ""


class CategoryOut(Schema):
    id: UUID
    name: str
    name_zh: str
    name_en: str
    fields: str


class CriterionIn(Schema):
    name_zh: Line = ""
    name_en: Line = ""
    weight: int = Field(default=1, ge=1, le=1000)


class CriterionOut(Schema):
    id: UUID
    name: str
    name_zh: str
    name_en: str
    weight: int


class PrizeIn(Schema):
    name_zh: Line = ""
    name_en: Line = ""
    places: int = Field(default=1, ge=1, le=1000)


class PrizeOut(Schema):
    id: UUID
    name: str
    name_zh: str
    name_en: str
    places: int


class CallLineOut(Schema):
    id: UUID
    title: str
    title_zh: str
    title_en: str
    body: Ref
    state: Call.State
    closes_at: datetime
    scores_until: datetime | None
    is_public: bool
    submitted: int


class CallOut(Schema):
    id: UUID
    title: str
    title_zh: str
    title_en: str
    rules_zh: str
    rules_en: str
    body: Ref
    state: Call.State
    is_regulated: bool
    approval_number: str
    approved_by: str
    closes_at: datetime
    scores_until: datetime | None
    members_only: bool
    member_months: int
    entries_each: int
    needs_file: bool
    is_blind: bool
    reviewers_each: int
    load_limit: int
    publicity_days: int
    is_public: bool
    cancelled_reason: str
    categories: list[CategoryOut]
    criteria: list[CriterionOut]
    prizes: list[PrizeOut]
    version: int


class WholeCallOut(CallOut):
    """``fee_warnings``: passages that speak of money entrants would pay; there is no fee."""

    fee_warnings: list[str]
    acts: list[str]


class CallIn(Schema):
    title_zh: LongLine = ""
    title_en: LongLine = ""
    rules_zh: Text = ""
    rules_en: Text = ""
    is_regulated: bool = False
    approval_number: Line = ""
    approved_by: LongLine = ""
    closes_at: datetime
    scores_until: datetime | None = None
    members_only: bool = True
    member_months: int = Field(default=0, ge=0, le=1200)
    entries_each: int = Field(default=0, ge=0, le=1000)
    needs_file: bool = True
    is_blind: bool = True
    reviewers_each: int = Field(default=3, ge=1, le=20)
    load_limit: int = Field(default=20, ge=1, le=1000)
    publicity_days: int = Field(default=7, ge=1, le=90)
    is_public: bool = True
    categories: list[CategoryIn] = []
    criteria: list[CriterionIn] = []
    prizes: list[PrizeIn] = []


class NewCallIn(CallIn):
    body_id: UUID


class ChangedCallIn(CallIn):
    version: Version


class PostponeIn(Schema):
    closes_at: datetime
    scores_until: datetime | None = None
    version: Version


class ReasonIn(Schema):
    reason: Reason


class WithdrawIn(Schema):
    reason: LongLine = ""


class VerdictOut(Schema):
    code: str
    ok: bool
    sentence: SentenceOut


class EntryLineOut(Schema):
    id: UUID
    title: str
    title_zh: str
    title_en: str
    call_id: UUID
    category: Ref
    entrant: Ref
    number: int | None
    state: Entry.State
    submitted_at: datetime | None


class EntryFileOut(Schema):
    id: UUID
    file: FileOut


class EntryOut(EntryLineOut):
    summary_zh: str
    summary_en: str
    people: list[Ref]
    files: list[EntryFileOut]
    ended_reason: str
    version: int


class AwardOut(Schema):
    id: UUID
    entry_id: UUID
    prize: str
    serial: str
    code: str
    revoked_at: datetime | None
    revoked_reason: str


class WholeEntryOut(EntryOut):
    """``verdicts``: what the call's rules say now of a draft, and said of what was submitted."""

    verdicts: list[VerdictOut]
    award: AwardOut | None
    acts: list[str]


class EntryIn(Schema):
    category_id: UUID
    title_zh: LongLine = ""
    title_en: LongLine = ""
    summary_zh: Text = ""
    summary_en: Text = ""
    people: list[UUID] = Field(default_factory=list, max_length=50)


class NewEntryIn(EntryIn):
    as_person: bool = False


class ChangedEntryIn(EntryIn):
    version: Version


class PublicCallOut(Schema):
    title: str
    rules: str
    state: Call.State
    closes_at: datetime
    approval_number: str
    categories: list[Any]
    prizes: list[Any]

    @staticmethod
    def resolve_categories(row: Call) -> list[str]:
        return [one.name for one in row.categories.all()]

    @staticmethod
    def resolve_prizes(row: Call) -> list[str]:
        return [one.name for one in row.prizes.all()]
