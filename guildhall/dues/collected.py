"""How much of what was owed has been collected. Pure: whole fen and days in, exact shares out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

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


@dataclass(frozen=True)
class Target:
    """A share that is to be collected by a day."""

    percent: int
    on: date

    @property
    def share(self) -> Fraction:
        return Fraction(self.percent, 100)


def days_shown(first: date, last: date) -> list[date]:
    """Days at even distances from the first to the last, both among them, not too many for a picture."""
    if last <= first:
        return [last]
    step = -(-(last - first).days // ENOUGH_POINTS)
    days = [first + timedelta(days=place) for place in range(0, (last - first).days, step)]
    return [*days, last]


def reached_on(curve: Iterable[tuple[date, Sums]], share: Fraction) -> date | None:
    """The first day of the curve on which so much was collected."""
    return next((day for day, sums in curve if sums.share is not None and sums.share >= share), None)
