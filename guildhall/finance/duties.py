"""What a unit hands in and by when: its budget, four quarterly statements and a yearly one. Pure: days in, states out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

BUDGET, YEAR = -1, 0
QUARTERS = (1, 2, 3, 4)
WHAT = (BUDGET, *QUARTERS, YEAR)


class State(StrEnum):
    """``LATE`` was due and is not handed in; ``DUE`` can be handed in; ``AHEAD`` cannot yet."""

    DONE = "done"
    LATE = "late"
    DUE = "due"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Terms:
    """Days after the year began by which the budget is due, and after quarter and year ended for the statements."""

    budget_days: int
    quarter_days: int
    year_days: int


@dataclass(frozen=True)
class Duty:
    """``what`` is BUDGET, a quarter, or YEAR. ``late`` counts days, nothing unless late."""

    what: int
    due_on: date
    state: State
    late: int = 0


def first_day(year: int, quarter: int) -> date:
    """Of the quarter; of the year for YEAR."""
    return date(year, 3 * max(quarter, 1) - 2, 1)


def last_day(year: int, quarter: int) -> date:
    """Of the quarter; of the year for YEAR."""
    month = 3 * quarter if quarter else 12
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def quarter_of(on: date) -> int:
    return (on.month + 2) // 3


def due_on(terms: Terms, year: int, what: int) -> date:
    """The last day on which it is in time."""
    if what == BUDGET:
        return date(year, 1, 1) + timedelta(days=terms.budget_days)
    days = terms.quarter_days if what else terms.year_days
    return last_day(year, what) + timedelta(days=days)


def duties_of(
    terms: Terms, *, year: int, done: Collection[int], today: date, since: date | None = None
) -> Sequence[Duty]:
    """All duties of a year in their order. A unit that was set up later (``since``) owes no statement of a quarter
    that had ended by then, and its budget is due as many days after that day."""
    found = []
    for what in WHAT:
        if since and what != BUDGET and last_day(year, what) < since:
            continue
        due = due_on(terms, year, what)
        if since and what == BUDGET and since > date(year, 1, 1):
            due = since + timedelta(days=terms.budget_days)
        found.append(_duty(what, due, year, is_done=what in done, today=today))
    return found


def _duty(what: int, due: date, year: int, *, is_done: bool, today: date) -> Duty:
    if is_done:
        return Duty(what, due, State.DONE)
    if today > due:
        return Duty(what, due, State.LATE, (today - due).days)
    is_open = what == BUDGET or today > last_day(year, what)
    return Duty(what, due, State.DUE if is_open else State.AHEAD)


def step_due(days: Sequence[int], *, since: date, today: date) -> int | None:
    """The latest of the reminders' steps, in days after ``since``, that has come; None before the first."""
    return max((step for step in days if since + timedelta(days=step) <= today), default=None)
