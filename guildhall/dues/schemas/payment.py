"""What the API accepts and returns about statements, payments and receipts. Amounts are whole fen."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema
from pydantic import NonNegativeInt

from guildhall.dues.models import Payment, Receipt, Statement, StatementLine
from guildhall.dues.schemas.notice import LARGEST, SentenceOut
from guildhall.registry.schemas.fields import Ref

Amount = Field(gt=0, le=LARGEST)


class StatementOut(Schema):
    """``layout`` is empty while its columns are to be chosen; ``headings`` are then those of the file."""

    id: UUID
    name: str
    layout: str
    account: str
    from_on: date | None
    to_on: date | None
    opening: int | None
    closing: int | None
    at: datetime

    @staticmethod
    def resolve_name(statement: Statement) -> str:
        return statement.file.name


class ColumnsIn(Schema):
    """The row of the headings, and for each field (on, incoming, outgoing, amount, direction, payer, account, remark,
    balance, number) its columns counted from 0."""

    header: int = Field(ge=0, le=10_000)
    columns: dict[str, list[NonNegativeInt]]


class ShareOut(Schema):
    notice_id: UUID
    number: str
    member: str
    amount: int


class LineOut(Schema):
    """A line with what is proposed for it: ``match`` is certain, proposed, unclear, unknown or empty."""

    id: UUID
    statement_id: UUID
    on: date
    amount: int
    payer: str
    account: str
    remark: str
    bank_number: str
    state: StatementLine.State
    note: str
    match: str
    score: int
    rest: int
    shares: list[ShareOut]
    members: list[Ref]
    reasons: list[SentenceOut]


class ShareIn(Schema):
    notice_id: UUID
    amount: int = Amount


class BookLineIn(Schema):
    """``keep_rest``: what the shares leave of the line stays on account, of ``member_id`` where no notice is paid."""

    shares: list[ShareIn] = Field(default_factory=list, max_length=200)
    keep_rest: bool = False
    member_id: UUID | None = None


class NoteIn(Schema):
    note: str = Field(min_length=1, max_length=300)


class JobOut(Schema):
    """``background``: it is done there; ask for the lines again."""

    background: bool


class PaymentOut(Schema):
    id: UUID
    received_on: date
    amount: int
    way: Payment.Way
    payer: str
    account: str
    remark: str
    member: Ref | None
    line_id: UUID | None
    allocated: int
    refunded: int
    left: int
    undone_at: datetime | None
    undone_why: str


class AllocationOut(Schema):
    id: UUID
    notice_id: UUID
    amount: int
    on: date
    undone_at: datetime | None


class RefundOut(Schema):
    id: UUID
    amount: int
    on: date
    reason: str


class ReceiptOut(Schema):
    id: UUID
    number: str
    notice_id: UUID
    payment_id: UUID
    payer: str
    amount: int
    issued_on: date
    state: Receipt.State
    note: str


class WholePaymentOut(PaymentOut):
    """With what it pays, what was given back, its receipts; ``acts`` the reader may do now."""

    allocations: list[AllocationOut]
    refunds: list[RefundOut]
    receipts: list[ReceiptOut]
    acts: list[str]


class PaymentIn(Schema):
    """Without ``shares`` the member's oldest open notices are paid first."""

    member_id: UUID
    amount: int = Amount
    received_on: date
    way: Payment.Way = Payment.Way.BANK
    payer: str = Field(default="", max_length=200)
    account: str = Field(default="", max_length=60)
    remark: str = Field(default="", max_length=300)
    shares: list[ShareIn] | None = Field(default=None, max_length=200)
    keep_rest: bool = False


class SharesIn(Schema):
    shares: list[ShareIn] = Field(min_length=1, max_length=200)


class RefundIn(Schema):
    amount: int = Amount
    on: date
    reason: str = Field(min_length=1, max_length=300)


class ReceiptIn(Schema):
    number: str = Field(min_length=1, max_length=60)
    amount: int = Amount
    issued_on: date
    payer: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=300)


class ReconciliationOut(Schema):
    paid: int
    with_receipt: int
    without_receipt: int
    agrees: bool


class AliasOut(Schema):
    id: UUID
    member: Ref
    name: str
    account: str
