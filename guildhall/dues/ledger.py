"""Double entry: what each event of the dues writes into the books. Pure: events in, postings out.

Debit is above nothing, credit below; the postings of every event add up to nothing. Amounts are whole fen.
The books are the sum of their events, so that the order in which they are booked makes no difference.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from guildhall.core.sentences import Sentence


class Kind(StrEnum):
    """What can happen to dues. ``UNDONE`` is any of the others taken back; see ``Event.undoes``."""

    ISSUED = "notice_issued"
    CANCELLED = "notice_cancelled"
    PAID = "payment_received"
    ALLOCATED = "payment_allocated"
    WAIVED = "dues_waived"
    REFUNDED = "payment_refunded"


@dataclass(frozen=True)
class AccountPlan:
    """An account of the chart; ``kind`` is asset, liability, income, expense or fund."""

    code: str
    kind: str
    name: Sentence


CASH, BANK = "1001", "1002"
RECEIVABLE, ADVANCE = "1121", "2203"
DUES, WAIVED = "420101", "420102"
CHART = (
    AccountPlan(CASH, "asset", Sentence("库存现金", "Cash in hand")),
    AccountPlan(BANK, "asset", Sentence("银行存款", "Bank account")),
    AccountPlan(RECEIVABLE, "asset", Sentence("应收会费", "Dues receivable")),
    AccountPlan(ADVANCE, "liability", Sentence("预收会费", "Payments not allocated yet")),
    AccountPlan(DUES, "income", Sentence("会费收入", "Dues income")),
    AccountPlan(WAIVED, "income", Sentence("会费减免", "Dues waived")),
)
TEXTS = {
    Kind.ISSUED: Sentence("缴费通知", "Dues notice"),
    Kind.CANCELLED: Sentence("缴费通知作废", "Dues notice cancelled"),
    Kind.PAID: Sentence("收到缴费", "Payment received"),
    Kind.ALLOCATED: Sentence("核销应收会费", "Payment allocated"),
    Kind.WAIVED: Sentence("会费减免", "Dues waived"),
    Kind.REFUNDED: Sentence("退款", "Payment refunded"),
}
MONEY = {"cash": CASH}


@dataclass(frozen=True)
class Event:
    """Something that happened to dues: how much of it, for payments and refunds which way the money went,
    and whether it is the taking back of such an event (``undoes``)."""

    kind: Kind
    amount: int
    way: str = "bank"
    undoes: bool = False


@dataclass(frozen=True)
class Leg:
    """One side of an entry: debit above nothing, credit below."""

    account: str
    amount: int


def postings_of(event: Event) -> tuple[Leg, Leg]:
    """The two sides of the event; taken back, the same with the sides exchanged.

    ValueError for nothing and for less: such an event is a mistake in the program.
    """
    if event.amount <= 0:
        raise ValueError(f"{event.amount} fen cannot be booked")
    debit, credit = _sides(event)
    if event.undoes:
        debit, credit = credit, debit
    return Leg(debit, event.amount), Leg(credit, -event.amount)


def _sides(event: Event) -> tuple[str, str]:
    money = MONEY.get(event.way, BANK)
    return {
        Kind.ISSUED: (RECEIVABLE, DUES),
        Kind.CANCELLED: (DUES, RECEIVABLE),
        Kind.PAID: (money, ADVANCE),
        Kind.ALLOCATED: (ADVANCE, RECEIVABLE),
        Kind.WAIVED: (WAIVED, RECEIVABLE),
        Kind.REFUNDED: (ADVANCE, money),
    }[event.kind]


def text_of(event: Event) -> Sentence:
    """What the entry says."""
    text = TEXTS[event.kind]
    return Sentence(f"撤销：{text.zh}", f"Undone: {text.en}") if event.undoes else text


def balances(events: Iterable[Event]) -> Mapping[str, int]:
    """What each account holds after the events, accounts that hold nothing left out."""
    held: Counter[str] = Counter()
    for event in events:
        for leg in postings_of(event):
            held[leg.account] += leg.amount
    return {account: amount for account, amount in sorted(held.items()) if amount}
