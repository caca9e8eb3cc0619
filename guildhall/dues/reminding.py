"""Which reminder is due on a day, and in which words. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

Key = TypeVar("Key")
PLACE = re.compile(r"\{(\w*)\}")
PLACES = ("name", "number", "year", "amount", "open", "due_on", "days")


@dataclass(frozen=True)
class StepPlan(Generic[Key]):
    """A step: how many days after the due date (before: negative), for one tier or (None) for all."""

    key: Key
    days: int
    tier: UUID | None = None


def step_due(
    steps: Sequence[StepPlan[Key]], *, due_on: date, today: date, tier: UUID, sent: Collection[int]
) -> StepPlan[Key] | None:
    """The one step to be sent today for a notice of the tier, or None.

    ``sent`` are the days of the steps already sent. A step missed while nothing ran is made up; of several that
    were missed only the latest is sent, and none that comes before one already sent. Where a tier has a step of
    its own on the same day, that one holds.
    """
    late = (today - due_on).days
    reached = [step for step in steps if step.days <= late and step.tier in (None, tier)]
    latest = max(reached, key=lambda step: (step.days, step.tier is not None), default=None)
    if latest is None or any(days >= latest.days for days in sent):
        return None
    return latest


def unknown_places(text: str) -> list[str]:
    """Places in braces that no reminder fills in."""
    return [name for name in PLACE.findall(text) if name not in PLACES]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in; what stands in a value is never read as a place."""
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)
