"""The calendar of a resource: weeks, months, what is free next. Who has booked is told to those who may know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from guildhall.core.sentences import Sentence
from guildhall.sharing.models import BookedTick, Booking, Closure, Resource
from guildhall.sharing.openings import (
    HORIZON,
    Terms,
    Unit,
    beyond,
    free_units,
    is_free,
    problem,
    ticks,
    units_on,
    weekly,
)

SHOWN_FREE = 5
LOOKED_AHEAD = 35  # days
TAKEN = Sentence("该时段已被占用。", "This time is taken.")

Own = Callable[[Booking], bool]


def is_nobodys(_booking: Booking) -> bool:
    """For readers who have no bookings."""
    return False


@dataclass(frozen=True)
class Cell:
    """One slot of a week: ``free``, ``mine``, ``taken``, ``blocked``, ``past`` or ``short`` (too short notice)."""

    unit: Unit
    state: str
    booking: Booking | None = None
    closure: Closure | None = None


@dataclass(frozen=True)
class Day:
    """One day with its slots; a closed day has none."""

    on: date
    cells: Sequence[Cell]

    @property
    def free(self) -> int:
        return sum(cell.state == "free" for cell in self.cells)

    @property
    def open_slots(self) -> int:
        return len(self.cells)


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday."""

    monday: date
    days: Sequence[Day]
    zone: tzinfo

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=7)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def table(self) -> list[tuple[str, list[Cell | None]]]:
        """For each time of day at which any day has a slot, the seven days' slots."""
        by_start: dict[str, list[Cell | None]] = {}
        for place, day in enumerate(self.days):
            for cell in day.cells:
                row = by_start.setdefault(self._clock(cell.unit), [None] * 7)
                row[place] = cell
        return sorted(by_start.items())

    def _clock(self, unit: Unit) -> str:
        return f"{unit.starts.astimezone(self.zone):%H:%M}–{unit.ends.astimezone(self.zone):%H:%M}"


@dataclass(frozen=True)
class Month:
    """The weeks that touch a month; days of other months are shown, and quiet."""

    first: date
    weeks: Sequence[Sequence[Day]]

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=32)).replace(day=1)


@dataclass(frozen=True)
class Occurrence:
    """One time of a weekly booking, and what stands against it."""

    starts_at: datetime
    ends_at: datetime
    problem: str


def bounds(first: date, days: int, terms: Terms) -> tuple[datetime, datetime]:
    """Instants of the first day's beginning and of the end of the last."""
    start = datetime.combine(first, time(), tzinfo=terms.zone)
    end = datetime.combine(first + timedelta(days=days), time(), tzinfo=terms.zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def taken_between(resource: Resource, start: datetime, end: datetime) -> dict[datetime, BookedTick]:
    """The taken quarters of an hour, each with whose it is. One query."""
    found = BookedTick.objects.filter(resource=resource, starts_at__gte=start, starts_at__lt=end)
    rows = found.select_related("booking__person", "booking__organization", "closure")
    return {row.starts_at: row for row in rows}


def _days(resource: Resource, first: date, count: int, now: datetime, own: Own) -> list[Day]:
    terms = resource.openings
    taken = taken_between(resource, *bounds(first, count, terms))
    found = []
    for number in range(count):
        day = first + timedelta(days=number)
        found.append(Day(day, [_cell(unit, taken, terms, now, own) for unit in units_on(terms, day)]))
    return found


def _cell(unit: Unit, taken: dict[datetime, BookedTick], terms: Terms, now: datetime, own: Own) -> Cell:
    row = next((taken[tick] for tick in ticks(unit.starts, unit.ends) if tick in taken), None)
    if row is not None and row.closure:
        return Cell(unit, "blocked", closure=row.closure)
    if row is not None:
        booking = row.booking
        return Cell(unit, "mine" if booking and own(booking) else "taken", booking=booking)
    if unit.starts < now:
        return Cell(unit, "past")
    return Cell(unit, "short" if unit.starts - now < terms.notice else "free")


def week_of(resource: Resource, on: date, *, now: datetime, own: Own = is_nobodys) -> Week:
    """The week in which the day lies. ``own(booking)`` says which bookings are the reader's."""
    monday = on - timedelta(days=on.weekday())
    return Week(monday, _days(resource, monday, 7, now, own), resource.association.zone)


def month_of(resource: Resource, on: date, *, now: datetime) -> Month:
    """The month in which the day lies, in whole weeks."""
    first = on.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    after = (first + timedelta(days=32)).replace(day=1)
    count = -(-(after - monday).days // 7) * 7
    days = _days(resource, monday, count, now, is_nobodys)
    return Month(first, [days[start : start + 7] for start in range(0, count, 7)])


def next_free(resource: Resource, *, after: datetime, now: datetime, most: int = SHOWN_FREE) -> list[Unit]:
    """The next slots that can be booked, looked for during five weeks."""
    terms = resource.openings
    first = min(max(after, now), now + HORIZON).astimezone(terms.zone).date()
    taken = taken_between(resource, *bounds(first, LOOKED_AHEAD, terms))
    found = free_units(terms, taken, first=first, days=LOOKED_AHEAD, now=now)
    return [unit for _number, unit in zip(range(most), found, strict=False)]


def occurrences(
    resource: Resource, starts_at: datetime, ends_at: datetime, repeats: int, *, now: datetime, language: str
) -> list[Occurrence]:
    """Every time of a weekly booking with what stands against it: a preview that changes nothing. One query."""
    terms = resource.openings
    if far := beyond(starts_at, ends_at, now):
        return [Occurrence(starts_at, ends_at, far.sentence.in_language(language))]
    times = weekly(starts_at, ends_at, repeats, terms.zone)
    taken = taken_between(resource, times[0][0], times[-1][1])
    found = []
    for start, end in times:
        against = problem(terms, start, end, now)
        if against is None and not is_free(Unit(start.date(), start, end), taken):
            found.append(Occurrence(start, end, TAKEN.in_language(language)))
        else:
            found.append(Occurrence(start, end, against.sentence.in_language(language) if against else ""))
    return found
