"""Which reminder is due on a day: pure functions, no database, clock or settings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

BEFORE, DUE, OVERDUE, ESCALATED = "before", "due", "overdue", "escalated"


@dataclass(frozen=True)
class Rules:
    """When an association reminds; all in days."""

    before: tuple[int, ...] = (14, 7, 1)
    every: int = 7
    escalate_after: int = 7


@dataclass(frozen=True)
class Step:
    """One reminder of one deadline: ``before`` numbered by its days, ``overdue`` counted from 1, others 1."""

    step: str
    number: int = 1


def steps_due(
    *,
    deadline: date,
    today: date,
    rules: Rules,
    sent: Collection[Step] = (),
    adopted_on: date | None = None,
) -> list[Step]:
    """What is to be sent today for something under way: at most one reminder and one escalation.

    ``sent`` are the steps already sent for this deadline. Missed days are not made up one by one: the
    step that fits today stands for all that were missed. On the day of adoption nothing is sent before
    the deadline, because those concerned have just been told.
    """
    left = (deadline - today).days
    if left > 0 and adopted_on is not None and today <= adopted_on:
        return []
    wanted = [fitting_step(left, rules)]
    if -left >= rules.escalate_after:
        wanted.append(Step(ESCALATED))
    return [step for step in wanted if step is not None and not _is_passed(step, sent)]


def fitting_step(left: int, rules: Rules) -> Step | None:
    """The one reminder for a deadline that is ``left`` days off (negative: late)."""
    if left > 0:
        nearest = min((days for days in rules.before if left <= days), default=None)
        return Step(BEFORE, nearest) if nearest else None
    if left == 0:
        return Step(DUE)
    return Step(OVERDUE, 1 + (-left - 1) // rules.every)


def _is_passed(step: Step, sent: Collection[Step]) -> bool:
    """Whether this step, or one that comes after it, was sent already."""
    if step.step == ESCALATED:
        return step in sent
    return any(_place(other) >= _place(step) for other in sent if other.step != ESCALATED)


def _place(step: Step) -> tuple[int, int]:
    """Where a reminder stands in the order of time."""
    if step.step == BEFORE:
        return (0, -step.number)
    return (1, 0) if step.step == DUE else (2, step.number)
