"""The light of a commitment: pure functions, no database, clock or settings.

| light      | colour | when |
|------------|--------|------|
| draft      | grey   | not adopted yet |
| on_track   | green  | under way, the deadline and the next open milestone are further off than the amber days |
| due_soon   | amber  | the deadline is at most the amber days off, or an open milestone is, or is past |
| overdue    | red    | the deadline has passed |
| reported   | blue   | reported done, a second person has yet to accept |
| done       | blue   | accepted |
| cancelled  | grey   | given up |
| not_stated | grey   | a record's source does not say how it went |
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from guildhall.core.sentences import Sentence


class Light(StrEnum):
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    ON_TRACK = "on_track"
    REPORTED = "reported"
    DONE = "done"
    DRAFT = "draft"
    CANCELLED = "cancelled"
    NOT_STATED = "not_stated"

    @property
    def colour(self) -> str:
        return COLOURS[self]

    @property
    def words(self) -> Sentence:
        return WORDS[self]


COLOURS = {
    Light.OVERDUE: "red",
    Light.DUE_SOON: "amber",
    Light.ON_TRACK: "green",
    Light.REPORTED: "blue",
    Light.DONE: "blue",
    Light.DRAFT: "grey",
    Light.CANCELLED: "grey",
    Light.NOT_STATED: "grey",
}
WORDS = {
    Light.OVERDUE: Sentence(zh="逾期", en="Overdue"),
    Light.DUE_SOON: Sentence(zh="临期", en="Due soon"),
    Light.ON_TRACK: Sentence(zh="正常", en="On track"),
    Light.REPORTED: Sentence(zh="待验收", en="To be accepted"),
    Light.DONE: Sentence(zh="已销号", en="Done"),
    Light.DRAFT: Sentence(zh="草案", en="Draft"),
    Light.CANCELLED: Sentence(zh="已取消", en="Cancelled"),
    Light.NOT_STATED: Sentence(zh="进展未载明", en="Progress not stated"),
}
BY_STATE = {
    "draft": Light.DRAFT,
    "reported": Light.REPORTED,
    "accepted": Light.DONE,
    "cancelled": Light.CANCELLED,
}


@dataclass(frozen=True)
class Step:
    """A milestone, as far as lights need it."""

    due_on: date
    done_on: date | None = None


def light(
    state: str,
    deadline: date | None,
    today: date,
    milestones: Iterable[Step] = (),
    *,
    amber_days: int = 7,
    of_record: bool = False,
) -> Light:
    """The light on a day, from the stored state (``adopted`` is under way), deadline and milestones.

    In a read-only record time does not run: what is under way there shows ``not_stated``.
    """
    if state in BY_STATE:
        return BY_STATE[state]
    if of_record or deadline is None:
        return Light.NOT_STATED
    if deadline < today:
        return Light.OVERDUE
    soon = last_amber_day(today, amber_days)
    if deadline <= soon or any(step.done_on is None and step.due_on <= soon for step in milestones):
        return Light.DUE_SOON
    return Light.ON_TRACK


def last_amber_day(today: date, amber_days: int) -> date:
    """The last day whose deadlines are amber today."""
    return today + timedelta(days=amber_days)


def progress(state: str, percent: int, done: int, milestones: int) -> int:
    """Percent done: what was reported, but never less than the share of milestones that is done."""
    if state in ("reported", "accepted"):
        return 100
    return max(percent, 100 * done // milestones) if milestones else percent


def rolled_up(percents: Iterable[int]) -> int | None:
    """Progress of a plan: the mean of its items, rounded down; None without items."""
    listed = list(percents)
    return sum(listed) // len(listed) if listed else None
