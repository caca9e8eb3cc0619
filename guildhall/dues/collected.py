"""How much of what was owed has been collected. Pure: whole fen and days in, exact shares out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from guildhall.core.sentences import Sentence

ENOUGH_POINTS = 60


@dataclass(frozen=True)
class Sums:
    """What some notices come to, in fen: ``amount`` is what they say, ``waived`` and ``collected`` are parts of it."""

    count: int = 0
    amount: int = 0
    waived: int = 0
    collected: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.count + other.count,
            self.amount + other.amount,
            self.waived + other.waived,
            self.collected + other.collected,
        )

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(
            self.count - other.count,
            self.amount - other.amount,
            self.waived - other.waived,
            self.collected - other.collected,
        )

    @property
    def owed(self) -> int:
        return self.amount - self.waived

    @property
    def open(self) -> int:
        return self.owed - self.collected

    @property
    def share(self) -> Fraction | None:
        """What was collected of what was owed, between nothing and one; None where nothing was owed."""
        return Fraction(self.collected, self.owed) if self.owed else None

    @property
    def percent(self) -> str:
        return share_said(self.share)


NOTHING = Sums()


@dataclass(frozen=True)
class Span:
    """An amount that counts from a day on, until the day (None: never) on which it was taken back."""

    amount: int
    on: date
    until: date | None = None

    def at(self, day: date) -> int:
        return self.amount if self.on <= day and (self.until is None or day < self.until) else 0


@dataclass(frozen=True)
class History:
    """A notice with all that was paid and waived of it, in whichever order it was entered."""

    issued: Span
    paid: Sequence[Span] = ()
    waived: Sequence[Span] = ()

    def at(self, day: date) -> Sums:
        """How it stood at the end of the day. Never more is collected than was owed then: money that was booked
        afterwards with an earlier day, in place of what was taken back, counts once."""
        amount = self.issued.at(day)
        if not amount:
            return NOTHING
        waived = min(sum(one.at(day) for one in self.waived), amount)
        paid = sum(one.at(day) for one in self.paid)
        return Sums(1, amount, waived, min(paid, amount - waived))


def sums_at(histories: Iterable[History], day: date) -> Sums:
    """All of them together."""
    return sum((history.at(day) for history in histories), NOTHING)


def share_said(share: Fraction | None) -> str:
    """``82.3%``, rounded down so that nothing seems reached that is not; nothing for None."""
    if share is None:
        return ""
    tenths = share.numerator * 1000 // share.denominator
    return f"{tenths // 10}.{tenths % 10}%"


@dataclass(frozen=True)
class Target:
    """A share that is to be collected by a day."""

    percent: int
    on: date

    @property
    def share(self) -> Fraction:
        return Fraction(self.percent, 100)


@dataclass(frozen=True)
class Judgement:
    """How a target fared: ``state`` is reached, late (after its day), missed (its day passed) or waiting.

    ``share`` is what was collected by the target's day, or so far. ``reached_on`` is the first day with so much.
    """

    target: Target
    state: str
    share: Fraction | None
    reached_on: date | None

    @property
    def sentence(self) -> Sentence:
        day, percent = self.target.on, self.target.percent
        zh = f"目标：{day.year}年{day.month}月{day.day}日前收缴{percent}%。"
        en = f"Target: {percent}% by {day.day} {day:%B %Y}. "
        said, share = self.reached_on, share_said(self.share) or "0.0%"
        if said and self.state == "reached":
            return Sentence(
                f"{zh}{said.year}年{said.month}月{said.day}日达到。",
                f"{en}Reached on {said.day} {said:%B %Y}.",
            )
        if said and self.state == "late":
            return Sentence(
                f"{zh}当日收缴{share}，{said.year}年{said.month}月{said.day}日才达到。",
                f"{en}{share} on that day; reached only on {said.day} {said:%B %Y}.",
            )
        if self.state == "missed":
            return Sentence(f"{zh}当日收缴{share}，未达到。", f"{en}{share} on that day: missed.")
        return Sentence(f"{zh}目前收缴{share}。", f"{en}{share} so far.")


def judge(target: Target, curve: Sequence[tuple[date, Sums]]) -> Judgement:
    """What the curve up to its last day says about the target."""
    reached = next((day for day, sums in curve if _has_reached(sums, target)), None)
    by_then = [sums for day, sums in curve if day <= target.on]
    last = curve[-1][0] if curve else date.min
    share = by_then[-1].share if by_then else None
    if by_then and _has_reached(by_then[-1], target):
        return Judgement(target, "reached", share, reached)
    if last < target.on:
        return Judgement(target, "waiting", share, None)
    late = next((day for day, sums in curve if day > target.on and _has_reached(sums, target)), None)
    return Judgement(target, "late" if late else "missed", share, late)


def _has_reached(sums: Sums, target: Target) -> bool:
    return sums.share is not None and sums.share >= target.share


def days_shown(first: date, last: date) -> list[date]:
    """Days at even distances from the first to the last, both among them, not too many for a picture."""
    if last <= first:
        return [last]
    step = -(-(last - first).days // ENOUGH_POINTS)
    days = [first + timedelta(days=place) for place in range(0, (last - first).days, step)]
    return [*days, last]
