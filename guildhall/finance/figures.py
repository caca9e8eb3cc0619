"""Figures of a statement: what was there, came in, was spent, and is there. Pure: sums of postings in, figures out.

Whatever is added up, the last line is the first plus what lies between: ``closing`` is computed and never given.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from guildhall.finance.chart import MONEY

QUARTERS = (1, 2, 3, 4)


class Row(NamedTuple):
    """The sum of an account's postings in a quarter, debit above nothing."""

    quarter: int
    code: str
    kind: str
    amount: int


@dataclass(frozen=True)
class Figures:
    """Of one unit, or of several added up, in one period, in fen.

    ``others`` is what changed the money without being income or spending: allotments, what was brought in, for the
    association also dues that are not paid yet or not allocated.
    """

    opening: int = 0
    income: Mapping[str, int] = field(default_factory=dict)
    expense: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)

    @property
    def total_income(self) -> int:
        return sum(self.income.values())

    @property
    def total_expense(self) -> int:
        return sum(self.expense.values())

    @property
    def total_others(self) -> int:
        return sum(self.others.values())

    @property
    def closing(self) -> int:
        return self.opening + self.total_income - self.total_expense + self.total_others

    def as_data(self) -> dict[str, Any]:
        """Plain JSON, the totals with it."""
        return {
            "opening": self.opening,
            "income": dict(self.income),
            "expense": dict(self.expense),
            "others": dict(self.others),
            "total_income": self.total_income,
            "total_expense": self.total_expense,
            "closing": self.closing,
        }


def from_data(data: Mapping[str, Any]) -> Figures:
    """What ``as_data`` wrote."""
    return Figures(data["opening"], data["income"], data["expense"], data["others"])


def quarters_of(opening: int, rows: Iterable[Row]) -> tuple[Figures, Figures, Figures, Figures]:
    """The four quarters of a year that began with ``opening``; each opens with what the one before closed with."""
    by_quarter: dict[int, list[Row]] = {quarter: [] for quarter in QUARTERS}
    for row in rows:
        by_quarter[row.quarter].append(row)
    made: list[Figures] = []
    for quarter in QUARTERS:
        made.append(_period(made[-1].closing if made else opening, by_quarter[quarter]))
    return made[0], made[1], made[2], made[3]


def _period(opening: int, rows: Iterable[Row]) -> Figures:
    income: Counter[str] = Counter()
    expense: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for row in rows:
        if row.kind == "expense":
            expense[row.code] += row.amount
        elif row.kind == "income":
            income[row.code] -= row.amount
        elif row.code not in MONEY:
            others[row.code] -= row.amount
    return Figures(opening, _kept(income), _kept(expense), _kept(others))


def year_of(quarters: Sequence[Figures]) -> Figures:
    """The quarters one after the other. ValueError where one does not open with what the one before closed with."""
    for before, after in pairwise(quarters):
        if before.closing != after.opening:
            raise ValueError(f"closed with {before.closing}, opened with {after.opening}")
    return _sum(quarters, quarters[0].opening if quarters else 0)


def merged(units: Sequence[Figures]) -> Figures:
    """Units side by side in the same period: every line is the sum of theirs."""
    return _sum(units, sum(one.opening for one in units))


def _sum(parts: Sequence[Figures], opening: int) -> Figures:
    income: Counter[str] = Counter()
    expense: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for one in parts:
        for total, lines in ((income, one.income), (expense, one.expense), (others, one.others)):
            for code, amount in lines.items():
                total[code] += amount
    return Figures(opening, _kept(income), _kept(expense), _kept(others))


def _kept(lines: Mapping[str, int]) -> dict[str, int]:
    return {code: amount for code, amount in sorted(lines.items()) if amount}
