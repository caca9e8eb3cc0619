"""Where a membership stands on a day, read from what happened to it. Pure: no database, no clock, no settings.

A membership is in exactly one state on any day: nobody yet, member, suspended, or no longer a member.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    NONE = "none"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Kind(StrEnum):
    JOINED = "joined"
    TAKEN_OVER = "taken_over"
    TIER_CHANGED = "tier_changed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


ENTERING = frozenset({Kind.JOINED, Kind.TAKEN_OVER})
LEAVING = frozenset({Kind.WITHDRAWN, Kind.REMOVED})
MEMBERS = frozenset({State.ACTIVE, State.SUSPENDED})
STEPS = {
    (State.NONE, Kind.JOINED): State.ACTIVE,
    (State.NONE, Kind.TAKEN_OVER): State.ACTIVE,
    (State.ACTIVE, Kind.TIER_CHANGED): State.ACTIVE,
    (State.SUSPENDED, Kind.TIER_CHANGED): State.SUSPENDED,
    (State.ACTIVE, Kind.SUSPENDED): State.SUSPENDED,
    (State.SUSPENDED, Kind.RESUMED): State.ACTIVE,
    (State.ACTIVE, Kind.WITHDRAWN): State.ENDED,
    (State.SUSPENDED, Kind.WITHDRAWN): State.ENDED,
    (State.ACTIVE, Kind.REMOVED): State.ENDED,
    (State.SUSPENDED, Kind.REMOVED): State.ENDED,
}


@dataclass(frozen=True)
class Happening:
    """One event. ``on`` is the first day of what begins, or the last day of membership for who leaves.

    ``order`` tells apart what happened on the same day: the moment at which it was recorded, and its identifier.
    Without a day it was so since always.
    """

    kind: Kind
    on: date | None
    order: tuple[str, ...] = ()
    tier: Hashable = None


@dataclass(frozen=True)
class Standing:
    """The state on a day, the tier on it (None for who is no member), and since when that tier."""

    state: State
    tier: Hashable = None
    tier_since: date | None = None


NOBODY = Standing(State.NONE)


def first_day(event: Happening) -> date | None:
    """The first day on which the event shows: who leaves is still a member on the last day."""
    if event.on is None or event.kind not in LEAVING:
        return event.on
    return event.on + timedelta(days=1)


def in_order(events: Iterable[Happening]) -> Sequence[Happening]:
    """The same events in the order in which they took effect, each once, however they came in."""
    return sorted(set(events), key=lambda event: (first_day(event) or date.min, event.order, event.kind))


def may_follow(state: State, kind: Kind) -> bool:
    return (state, kind) in STEPS


def after(standing: Standing, event: Happening) -> Standing:
    """The standing after the event; what cannot follow (a second joining, a resumption of nobody) changes nothing."""
    state = STEPS.get((standing.state, event.kind))
    if state is None:
        return standing
    if state == State.ENDED:
        return Standing(state)
    if event.kind in ENTERING or event.kind == Kind.TIER_CHANGED:
        return Standing(state, event.tier, event.on)
    return replace(standing, state=state)


def standing_on(events: Iterable[Happening], day: date) -> Standing:
    """Where the membership stands on the day, both for days that have passed and those to come."""
    standing = NOBODY
    for event in in_order(events):
        shown_from = first_day(event)
        if shown_from is None or shown_from <= day:
            standing = after(standing, event)
    return standing


def tier_on(events: Iterable[Happening], day: date) -> Hashable:
    return standing_on(events, day).tier
