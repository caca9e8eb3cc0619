"""Double entry of sub-ledgers: what each event writes into the books of which unit. Pure: events in, postings out.

A unit is the association itself (``OWN``) or a branch. There is one bank account; a branch's part of it is an account
of its sub-ledger. The postings of an event add up to nothing in every unit by itself, so that each sub-ledger balances
and all of them together do. The books are the sum of their events, in whatever order they are booked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from guildhall.core.sentences import Sentence
from guildhall.finance.chart import BANK, BROUGHT, INTERNAL, is_category

Unit = UUID | None
OWN: Unit = None


class Kind(StrEnum):
    """``ALLOTMENT`` is money that the association gives a branch, ``SHARE`` its share of the dues that it collected,
    ``OPENING`` what there was before the books began here."""

    INCOME = "income"
    EXPENSE = "expense"
    ALLOTMENT = "allotment"
    OPENING = "opening"
    SHARE = "share"


FOR_A_BRANCH = (Kind.ALLOTMENT, Kind.SHARE)
TEXTS = {
    Kind.INCOME: Sentence("收入", "Income"),
    Kind.EXPENSE: Sentence("支出", "Spending"),
    Kind.ALLOTMENT: Sentence("协会拨款", "Allotted by the association"),
    Kind.OPENING: Sentence("期初余额", "Opening balance"),
    Kind.SHARE: Sentence("代收会费留用", "Share of dues collected"),
}


@dataclass(frozen=True)
class Event:
    """Money of a unit: how much, for income and spending under which category, and whether it is an earlier
    event taken back (``undoes``)."""

    kind: Kind
    amount: int
    unit: Unit
    category: str = ""
    undoes: bool = False


@dataclass(frozen=True)
class Leg:
    """One side of an entry in one unit's books: debit above nothing, credit below."""

    unit: Unit
    account: str
    amount: int


def postings_of(event: Event) -> tuple[Leg, ...]:
    """The sides of the event; taken back, the same with debit and credit exchanged.

    ValueError for what no program may book: nothing or less, a category of another kind, an allotment to oneself.
    """
    if event.amount <= 0:
        raise ValueError(f"{event.amount} fen cannot be booked")
    if event.kind in (Kind.INCOME, Kind.EXPENSE) and not is_category(event.category, event.kind):
        raise ValueError(f"{event.category!r} is no category of {event.kind}")
    if event.kind in FOR_A_BRANCH and event.unit is OWN:
        raise ValueError("the association allots nothing to itself")
    signed = -event.amount if event.undoes else event.amount
    return tuple(
        leg
        for unit, debit, credit in _sides(event)
        for leg in (Leg(unit, debit, signed), Leg(unit, credit, -signed))
    )


def _sides(event: Event) -> tuple[tuple[Unit, str, str], ...]:
    unit = event.unit
    if event.kind == Kind.INCOME:
        return ((unit, BANK, event.category),)
    if event.kind == Kind.EXPENSE:
        return ((unit, event.category, BANK),)
    if event.kind == Kind.OPENING:
        return ((unit, BANK, BROUGHT),)
    return ((unit, BANK, INTERNAL), (OWN, INTERNAL, BANK))


def text_of(event: Event) -> Sentence:
    """What the entry says."""
    text = TEXTS[event.kind]
    return Sentence(f"撤销：{text.zh}", f"Undone: {text.en}") if event.undoes else text


def balances(events: Iterable[Event]) -> Mapping[tuple[Unit, str], int]:
    """What each account of each unit holds after the events, accounts that hold nothing left out."""
    held: Counter[tuple[Unit, str]] = Counter()
    for event in events:
        for leg in postings_of(event):
            held[leg.unit, leg.account] += leg.amount
    return {key: amount for key, amount in held.items() if amount}
