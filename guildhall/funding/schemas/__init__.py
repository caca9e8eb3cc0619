"""What the API accepts and returns of finance matching. Sums in fen, rates in basis points a year."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from guildhall.funding.models import DataItem, FundingCase, FundingNeed, Look
from guildhall.registry.schemas.fields import (
    Line,
    LongLine,
    Ref,
    SentenceOut,
    Text,
    Version,
    printable,
)

Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(printable),
]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(printable)]
SUM = Field(default=None, ge=0, le=10**15)
MONTHS = Field(default=None, ge=0, le=600)
RATE = Field(default=None, ge=0, le=10_000)


class TextIn(Schema):
    title_zh: LongLine = ""
    title_en: LongLine = ""
    text_zh: Text = Field(default="", max_length=10_000)
    text_en: Text = Field(default="", max_length=10_000)
    region: Line = ""
    until_on: date | None = None


class ProductFiguresIn(Schema):
    amount_from: int | None = SUM
    amount_to: int | None = SUM
    months_from: int | None = MONTHS
    months_to: int | None = MONTHS
    rate_from: int | None = RATE
    rate_to: int | None = RATE
    collateral: list[str] = Field(default_factory=list, max_length=20)
    purposes: list[str] = Field(default_factory=list, max_length=20)
    regions: Text = Field(default="", max_length=1_000)
    members_only: bool = False
    least_turnover: int | None = SUM


class OfferProductIn(ProductFiguresIn):
    bank_id: UUID
    text: TextIn


class ChangeProductIn(ProductFiguresIn):
    """Only what is sent is changed."""

    version: Version


class ProductOut(Schema):
    id: UUID
    listing_id: UUID
    title: str
    bank: Ref | None
    state: str
    amount_from: int | None
    amount_to: int | None
    months_from: int | None
    months_to: int | None
    rate_from: int | None
    rate_to: int | None
    collateral: list[str]
    purposes: list[str]
    regions: list[str]
    members_only: bool
    least_turnover: int | None
    version: int


class NeedFiguresIn(Schema):
    amount: int = Field(gt=0, le=10**15)
    months: int | None = MONTHS
    purpose: FundingNeed.Purpose | Literal[""] = ""
    collateral: list[str] = Field(default_factory=list, max_length=20)
    rate_most: int | None = RATE


class AskFundingIn(NeedFiguresIn):
    organization_id: UUID
    text: TextIn


class ChangeNeedIn(NeedFiguresIn):
    """Only what is sent is changed."""

    version: Version
    amount: int = Field(default=0, ge=0, le=10**15)


class NeedOut(Schema):
    """``firm`` is empty where the caller may not know it."""

    id: UUID
    listing_id: UUID
    title: str
    text: str
    firm: str
    state: str
    region: str
    amount: int
    months: int | None
    purpose: str
    collateral: list[str]
    rate_most: int | None
    version: int


class VerdictOut(Schema):
    """``answer``: fits, not, or unknown."""

    point: str
    answer: str
    sentence: SentenceOut


class FitOut(Schema):
    product: ProductOut
    is_possible: bool
    verdicts: list[VerdictOut]
    case_id: UUID | None


class WholeNeedOut(NeedOut):
    """With the products that the caller sees, the best fitting first."""

    fits: list[FitOut]


class StepOut(Schema):
    state: FundingCase.State
    on: date
    amount: int | None
    rate: int | None
    note: str


class CaseOut(Schema):
    id: UUID
    need_id: UUID
    need: str
    firm: str
    product_id: UUID
    product: str
    bank: str
    state: FundingCase.State
    proposed_by: FundingCase.Proposer
    steps: list[StepOut]


class WholeCaseOut(CaseOut):
    """``acts`` the caller may do now; ``stages`` to which the case can be moved."""

    acts: list[str]
    stages: list[str]


class ProposeIn(Schema):
    need_id: UUID
    product_id: UUID


class ReasonIn(Schema):
    reason: Reason


class MoveIn(Schema):
    to: FundingCase.State
    on: date | None = None
    amount: int | None = SUM
    rate: int | None = RATE
    note: Note = ""


class RecordOut(Schema):
    id: UUID
    organization: Ref
    item: DataItem
    year: int | None
    amount: int | None
    file: str | None
    note: str


class ReleaseIn(Schema):
    organization_id: UUID
    bank_id: UUID
    items: list[DataItem] = Field(min_length=1, max_length=20)
    until_on: date
    note: Note = ""


class ReleaseOut(Schema):
    id: UUID
    organization: Ref
    bank: Ref
    items: list[DataItem]
    until_on: date
    revoked_at: datetime | None
    note: str
    looks_shown: int
    looks_refused: int


class LookOut(Schema):
    item: DataItem
    outcome: Look.Outcome
    person: Ref
    file: str | None
    at: datetime


class WholeReleaseOut(ReleaseOut):
    """``looks`` for the firm and the bank; nobody else sees who looked."""

    acts: list[str]
    looks: list[LookOut]


class LineOut(Schema):
    label: str
    value: str | None


class GivenFileOut(Schema):
    """The content is fetched by a second look, at the address of the file."""

    id: UUID
    name: str
    size: int


class GivenOut(Schema):
    item: DataItem
    lines: list[LineOut]
    files: list[GivenFileOut]


class RulesIn(Schema):
    longest_days: int = Field(ge=1, le=366)
    version: int = Field(default=0, ge=0, le=1_000_000)


class RulesOut(Schema):
    longest_days: int
    version: int


class FunnelStepOut(Schema):
    """``total`` is empty where the sum would give a firm away; ``reason`` says so."""

    stage: str
    reached: int
    of: int
    firms: int | None
    total: int | None
    reason: SentenceOut | None


class FunnelOut(Schema):
    year: int
    steps: list[FunnelStepOut]
    declined: int
    refused: int
    withdrawn: int
