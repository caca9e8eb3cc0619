"""When something can be booked: opening hours, slots, notice, longest booking, and what is free next. Pure.

Times of day are minutes of the association's own day; instants are aware and in UTC. An hour that a change of clocks
leaves out is no slot; one that it repeats belongs to the slot in which it lies.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from guildhall.core.sentences import Sentence, UnreadableError

DAY = 24 * 60
NOON = 12 * 60
GRAIN = 15  # minutes: every time zone in use is so many minutes, or a multiple, from UTC
TICK = timedelta(minutes=GRAIN)
HORIZON = timedelta(days=366)
WEEK = 7
SPANS_A_DAY = 3
SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~至]\s*(\d{1,2}):(\d{2})")
WEEKDAYS = (
    Sentence("星期一", "Monday"),
    Sentence("星期二", "Tuesday"),
    Sentence("星期三", "Wednesday"),
    Sentence("星期四", "Thursday"),
    Sentence("星期五", "Friday"),
    Sentence("星期六", "Saturday"),
    Sentence("星期日", "Sunday"),
)


class Step(StrEnum):
    """What is booked at once."""

    HALF_HOUR = "30"
    HOUR = "60"
    HALF_DAY = "half_day"
    DAY = "day"


@dataclass(frozen=True)
class Span:
    """From one minute of the day to another."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{clock(self.opens)}-{clock(self.closes)}"


@dataclass(frozen=True)
class Unit:
    """The smallest time that can be booked, on a day."""

    day: date
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Terms:
    """The rules of one resource: ``hours`` of Monday to Sunday; ``most`` slots in one booking."""

    hours: tuple[tuple[Span, ...], ...]
    step: Step
    notice: timedelta
    most: int
    zone: ZoneInfo


@dataclass(frozen=True)
class Problem:
    """Why a time cannot be booked."""

    code: str
    sentence: Sentence


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def parse_hours(text: str) -> tuple[Span, ...]:
    """``08:00-12:00, 13:00-17:00`` to spans in order; empty is closed. Refused: what is no time, ends before it
    starts, lies across another, or does not fall on a quarter of an hour."""
    wanted = unicodedata.normalize("NFKC", text).strip()
    found = [_span(match) for match in SPAN.finditer(wanted)]
    if SPAN.sub("", wanted).strip(" ,、;/") or len(found) > SPANS_A_DAY:
        raise UnreadableError(
            Sentence(
                f"“{text[:40]}”不是开放时间。请写成 08:00-12:00、13:00-17:00；不开放的日子留空。",
                f"“{text[:40]}” is no opening time. Write 08:00-12:00, 13:00-17:00; leave closed days empty.",
            )
        )
    found.sort(key=lambda span: span.opens)
    for one, other in pairwise(found):
        if other.opens < one.closes:
            raise UnreadableError(
                Sentence(f"{one}与{other}重叠。请分开填写。", f"{one} and {other} overlap. Keep them apart.")
            )
    return tuple(found)


def _span(match: re.Match[str]) -> Span:
    opens, closes = (
        int(match[1]) * 60 + int(match[2]),
        int(match[3]) * 60 + int(match[4]),
    )
    minutes_are_right = int(match[2]) < 60 and int(match[4]) < 60
    if not minutes_are_right or not opens < closes <= DAY or opens % GRAIN or closes % GRAIN:
        raise UnreadableError(
            Sentence(
                f"“{match[0]}”不成立：须先开后关，不跨日，并落在整刻钟上。",
                f"“{match[0]}” cannot be: it opens before it closes, on one day, on full quarters of an hour.",
            )
        )
    return Span(opens, closes)


def written_hours(spans: Sequence[Span]) -> str:
    """The text that ``parse_hours`` reads back."""
    return ", ".join(map(str, spans))


def spans_of(hours: Sequence[Span], step: Step) -> list[Span]:
    """The slots of a day: of 30 or 60 minutes within each opening; each opening as a half day (a single one that goes
    beyond noon is split there); or everything as one day."""
    if not hours:
        return []
    if step == Step.DAY:
        return [Span(hours[0].opens, hours[-1].closes)]
    if step == Step.HALF_DAY:
        return [half for span in hours for half in (_halves(span) if len(hours) == 1 else [span])]
    length = int(step)
    return [
        Span(start, start + length)
        for span in hours
        for start in range(span.opens, span.closes - length + 1, length)
    ]


def _halves(span: Span) -> list[Span]:
    if span.opens < NOON < span.closes:
        return [Span(span.opens, NOON), Span(NOON, span.closes)]
    return [span]


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The instant of a minute of the day, in UTC; 24:00 is the next day's beginning."""
    naive = datetime.combine(day, time()) + timedelta(minutes=minute)
    return naive.replace(tzinfo=zone).astimezone(UTC)


def units_on(terms: Terms, day: date) -> list[Unit]:
    """Every slot of the day, free or not. What a change of clocks leaves nothing of is left out."""
    spans = spans_of(terms.hours[day.weekday()], terms.step)
    found = [
        Unit(day, instant(day, span.opens, terms.zone), instant(day, span.closes, terms.zone))
        for span in spans
    ]
    return [unit for unit in found if unit.starts < unit.ends]


def ticks(starts: datetime, ends: datetime) -> list[datetime]:
    """The quarters of an hour from start to end; each can belong to one booking only."""
    count = -(-(ends - starts) // TICK)
    return [starts.astimezone(UTC) + number * TICK for number in range(count)]


def units_within(terms: Terms, starts: datetime, ends: datetime) -> list[Unit]:
    """The slots that lie wholly in the time."""
    first, last = starts.astimezone(terms.zone).date(), ends.astimezone(terms.zone).date()
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [
        unit for day in days for unit in units_on(terms, day) if starts <= unit.starts and unit.ends <= ends
    ]


def open_minutes(terms: Terms, first: date, last: date) -> int:
    """For how long it can be booked from one day to another, both included: what use is measured against."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(minutes_of(units_on(terms, day)) for day in days)


def minutes_of(units: Collection[Unit]) -> int:
    return sum(int((unit.ends - unit.starts).total_seconds()) // 60 for unit in units)


def beyond(starts: datetime, ends: datetime, now: datetime) -> Problem | None:
    """Times so far off that no calendar reckons with them; asked before anything is reckoned."""
    if starts < now - HORIZON:
        return Problem("in_past", Sentence("所选时间已过。", "This time has passed."))
    if max(starts, ends) > now + 3 * HORIZON:
        return _too_far()
    return None


def _too_far() -> Problem:
    return Problem("too_far", Sentence("最多提前一年预约。", "It can be booked a year ahead at most."))


def problem(terms: Terms, starts: datetime, ends: datetime, now: datetime) -> Problem | None:
    """Why this time cannot be booked whoever has booked what; nothing where it can."""
    if ends <= starts:
        return Problem(
            "ends_before_start", Sentence("结束时间须晚于开始时间。", "The end has to lie after the start.")
        )
    if ends - starts > HORIZON:
        return _too_long(terms)
    return _untimely(terms, starts, now) or _misplaced(terms, starts, ends)


def _untimely(terms: Terms, starts: datetime, now: datetime) -> Problem | None:
    if starts < now:
        return Problem("in_past", Sentence("所选时间已过。", "This time has passed."))
    if starts - now < terms.notice:
        hours = int(terms.notice.total_seconds()) // 3600
        return Problem(
            "too_short_notice",
            Sentence(f"须至少提前{hours}小时预约。", f"It has to be booked at least {hours} hours before."),
        )
    if starts - now > HORIZON:
        return _too_far()
    return None


def _misplaced(terms: Terms, starts: datetime, ends: datetime) -> Problem | None:
    first = starts.astimezone(terms.zone).date()
    last = (ends - timedelta(microseconds=1)).astimezone(terms.zone).date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if shut := next((day for day in days if not terms.hours[day.weekday()]), None):
        weekday = WEEKDAYS[shut.weekday()]
        return Problem(
            "closed_day",
            Sentence(
                f"{shut:%Y-%m-%d}（{weekday.zh}）不开放。",
                f"It is closed on {shut:%Y-%m-%d}, a {weekday.en}.",
            ),
        )
    if len(days) > 1 and terms.step != Step.DAY:
        return Problem("over_night", Sentence("一次预约须在同一天内。", "One booking lies on one day."))
    within = units_within(terms, starts, ends)
    if not within or within[0].starts != starts or within[-1].ends != ends:
        return _outside(terms, days)
    return _too_long(terms) if len(within) > terms.most else None


def _outside(terms: Terms, days: Sequence[date]) -> Problem:
    day = days[0]
    spans = spans_of(terms.hours[day.weekday()], terms.step)
    opens = written_hours(terms.hours[day.weekday()])
    slots = ", ".join(map(str, spans[:3])) + (" …" if len(spans) > 3 else "")
    return Problem(
        "outside_hours",
        Sentence(
            f"{day:%Y-%m-%d}开放时间为{opens}，按整个时段预约：{slots}。",
            f"On {day:%Y-%m-%d} it is open {opens}, and booked in whole slots: {slots}.",
        ),
    )


def _too_long(terms: Terms) -> Problem:
    return Problem(
        "too_long",
        Sentence(f"一次最多预约{terms.most}个时段。", f"One booking takes {terms.most} slots at most."),
    )


def is_free(unit: Unit, taken: Collection[datetime]) -> bool:
    return not any(tick in taken for tick in ticks(unit.starts, unit.ends))


def free_units(
    terms: Terms, taken: Collection[datetime], *, first: date, days: int, now: datetime
) -> Iterator[Unit]:
    """Slots from the day on that can still be booked, the earliest first."""
    for number in range(days):
        for unit in units_on(terms, first + timedelta(days=number)):
            if _untimely(terms, unit.starts, now) is None and is_free(unit, taken):
                yield unit


def weekly(starts: datetime, ends: datetime, count: int, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """The same time of day, a week apart, so many times: also across a change of clocks."""
    return [
        (_later(starts, number * WEEK, zone), _later(ends, number * WEEK, zone)) for number in range(count)
    ]


def _later(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone)
    naive = local.replace(tzinfo=None) + timedelta(days=days)
    return naive.replace(tzinfo=zone, fold=local.fold).astimezone(UTC)
