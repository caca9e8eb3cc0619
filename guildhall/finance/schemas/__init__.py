"""What the API accepts and returns about the money of the association and its branches. Amounts are whole fen."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.dues.models import Payment, Posting
from guildhall.finance.duties import State as DutyState
from guildhall.finance.models import Budget, Collection, FinanceStatement, SpendingRules, Voucher
from guildhall.finance.queries import ledger_line
from guildhall.registry.schemas.fields import LongLine, Ref, SentenceOut, Version

LARGEST = 10**15
Amount = Field(gt=0, le=LARGEST)
Year = Annotated[int | None, Field(ge=2000, le=9998)]
Reason = Field(min_length=1, max_length=300)


class UnitOut(Schema):
    id: UUID
    name: str
    is_own: bool


class DutyOut(Schema):
    """``what``: -1 the budget, 1 to 4 a quarter's statement, 0 the year's."""

    what: int
    due_on: date
    state: DutyState
    late: int


class FiguresOut(Schema):
    """``closing`` is ``opening`` plus income less spending plus ``others``; amounts by code of the chart."""

    opening: int
    income: dict[str, int]
    expense: dict[str, int]
    others: dict[str, int]
    total_income: int
    total_expense: int
    closing: int


class UnitLineOut(UnitOut):
    year: int
    budget_state: Budget.State | None
    budget_income: int
    budget_expense: int
    income: int
    expense: int
    closing: int
    vouchers_waiting: int
    late: list[DutyOut]
    has_confirmed: bool | None


class CategoryOut(Schema):
    code: str
    kind: str
    name: SentenceOut
    budgeted: int
    booked: int
    waiting: int
    left: int


class PeriodOut(Schema):
    """A quarter, or the year for 0."""

    quarter: int
    figures: FiguresOut
    duty: DutyOut | None
    statement_id: UUID | None


class WholeUnitOut(UnitOut):
    year: int
    periods: list[PeriodOut]
    categories: list[CategoryOut]
    budget_id: UUID | None
    collected: int
    share: int


class LedgerLineOut(Schema):
    """One side of an entry; one of debit and credit is nothing."""

    on: date
    said: str
    account: str
    debit: int
    credit: int
    actor: str

    @staticmethod
    def resolve_on(posting: Posting) -> date:
        return posting.entry.on

    @staticmethod
    def resolve_said(posting: Posting) -> str:
        return ledger_line(posting).said

    @staticmethod
    def resolve_account(posting: Posting) -> str:
        return ledger_line(posting).account

    @staticmethod
    def resolve_debit(posting: Posting) -> int:
        return ledger_line(posting).debit

    @staticmethod
    def resolve_credit(posting: Posting) -> int:
        return ledger_line(posting).credit

    @staticmethod
    def resolve_actor(posting: Posting) -> str:
        return ledger_line(posting).actor


class BudgetLineIn(Schema):
    category: str = Field(max_length=20)
    amount: int = Amount
    text_zh: str = Field(default="", max_length=120)
    text_en: str = Field(default="", max_length=120)


class BudgetLineOut(BudgetLineIn):
    category_name: SentenceOut


class LinesIn(Schema):
    lines: list[BudgetLineIn] = Field(max_length=200)
    version: Version


class YearIn(Schema):
    year: int = Field(ge=2000, le=9998)


class BudgetOut(Schema):
    id: UUID
    body: Ref
    year: int
    state: Budget.State
    income: int
    expense: int
    resolution: str
    answer: str
    version: int


class WholeBudgetOut(BudgetOut):
    lines: list[BudgetLineOut]
    acts: list[str]


class ReasonIn(Schema):
    reason: str = Reason


class ResolutionIn(Schema):
    resolution: str = Field(default="", max_length=60)


class ApproveVoucherIn(ResolutionIn):
    reason: str = Field(default="", max_length=300)


class VoucherIn(Schema):
    kind: Voucher.Kind
    amount: int = Amount
    on: date
    category: str = Field(default="", max_length=20)
    purpose: LongLine
    counterparty: LongLine
    reason: str = Field(default="", max_length=300)


class VoucherOut(Schema):
    id: UUID
    body: Ref
    kind: Voucher.Kind
    state: Voucher.State
    label: str
    on: date
    amount: int
    category: str
    purpose: str
    counterparty: str
    has_file: bool
    reason: str
    resolution: str
    answer: str
    undone_on: date | None


class WholeVoucherOut(VoucherOut):
    """With the rules that were applied when it was approved, while it waits the rule that says who approves it, and
    what the reader may do now."""

    verdicts: list[SentenceOut]
    approval_needed: SentenceOut | None
    acts: list[str]


class CollectionIn(Schema):
    member_id: UUID
    amount: int = Amount
    on: date
    way: Payment.Way = Payment.Way.BANK
    note: str = Field(default="", max_length=200)


class CollectionOut(Schema):
    id: UUID
    body: Ref
    member: Ref
    on: date
    amount: int
    way: Payment.Way
    note: str
    state: Collection.State
    share: int
    payment_id: UUID | None
    answer: str


class StatementIn(Schema):
    """``quarter`` 0: the whole year."""

    year: int = Field(ge=2000, le=9998)
    quarter: int = Field(ge=0, le=4)
    note: str = Field(default="", max_length=300)


class StatementOut(Schema):
    id: UUID
    body: Ref
    year: int
    quarter: int
    state: FinanceStatement.State
    figures: dict[str, Any]
    note: str
    answer: str
    submitted_at: datetime


class WholeStatementOut(StatementOut):
    """``agrees``: whether the books say the same today."""

    agrees: bool
    acts: list[str]


class ColumnOut(UnitOut):
    figures: FiguresOut
    statement_id: UUID | None
    statement_state: FinanceStatement.State | None
    is_late: bool


class MergedOut(Schema):
    year: int
    quarter: int
    columns: list[ColumnOut]
    total: FiguresOut


class SpendingRulesIn(Schema):
    from_on: date
    head_up_to: int = Field(ge=0, le=LARGEST)
    association_up_to: int | None = Field(default=None, ge=0, le=LARGEST)
    over_budget: SpendingRules.OverBudget = SpendingRules.OverBudget.REFUSE
    budget_needs_resolution: bool = False
    dues_share: int = Field(default=0, ge=0, le=100)
    budget_days: int = Field(default=31, ge=0, le=365)
    quarter_days: int = Field(default=15, ge=0, le=365)
    year_days: int = Field(default=45, ge=0, le=365)
    note: str = Field(default="", max_length=200)


class SpendingRulesOut(SpendingRulesIn):
    id: UUID


class FinanceRulesIn(Schema):
    title_zh: str = Field(default="", max_length=200)
    title_en: str = Field(default="", max_length=200)
    from_on: date
    changes_zh: str = Field(default="", max_length=400)
    changes_en: str = Field(default="", max_length=400)
    remind_days: list[int] = Field(default_factory=list, max_length=12)


class FinanceRulesOut(Schema):
    id: UUID
    number: int
    title: str
    from_on: date | None
    issued_on: date | None
    remind_days: list[int]


class FinanceRulesLineOut(FinanceRulesOut):
    confirmed: int


class ConfirmingOut(Schema):
    """A branch, and who confirmed it when; nothing where it was not."""

    branch: Ref
    confirmed_by: str
    confirmed_at: datetime | None
    may_confirm: bool


class WholeFinanceRulesOut(FinanceRulesOut):
    branches: list[ConfirmingOut]
