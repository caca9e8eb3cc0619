"""Who was there when, from events that devices report late, twice and out of order.

Pure: no database, clock or settings. The same events in any order, any of them any number of times,
give the same presence. "At" a moment: whoever came in then is there, whoever went out then is not.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)
Reaches = Callable[[int, int], bool | None]


@dataclass(frozen=True)
class Event(Generic[Who]):
    """Somebody came ``in`` or went ``out``, ``on_site`` or ``online``.

    ``client_id`` was made by the device and names the event for good.
    """

    client_id: Hashable
    who: Who
    kind: str
    mode: str
    at: datetime


@dataclass(frozen=True)
class Stay:
    """From when to when somebody was there and how; ``until`` is None while they still are."""

    since: datetime
    until: datetime | None
    mode: str

    def covers(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)

    def length(self, until: datetime) -> timedelta:
        """How long, with an open end counted up to ``until``."""
        end = until if self.until is None else min(self.until, until)
        return max(end - self.since, timedelta())


@dataclass(frozen=True)
class Headcount:
    """How many are there: by mode, and by role."""

    on_site: int = 0
    online: int = 0
    by_role: Mapping[str, int] = field(default_factory=dict)

    @property
    def present(self) -> int:
        return self.on_site + self.online


@dataclass(frozen=True)
class Change:
    """From this moment on so many are there. ``reached`` is None where no number is needed or known."""

    at: datetime
    on_site: int
    online: int
    reached: bool | None = None

    @property
    def present(self) -> int:
        return self.on_site + self.online


Stays = Mapping[Who, tuple[Stay, ...]]


def stays_of(
    events: Iterable[Event[Who]], *, closed_at: datetime | None = None
) -> dict[Who, tuple[Stay, ...]]:
    """The stays of everyone, oldest first, from events in any order.

    An event reported again under its ``client_id`` counts once. Coming in twice is one stay; coming in
    another way (online, then into the room) ends the first stay and begins a second. Going out ends a stay
    of that mode only, so that leaving the call does not take somebody out of the room; going out without
    having come in does nothing. At one and the same moment going out counts before coming in, and the
    call before the room.
    ``closed_at`` ends the stays of those who were still there when the meeting closed.
    """
    ordered = sorted(_once(events), key=_order)
    stays: dict[Who, list[Stay]] = {}
    for event in ordered:
        _apply(event, stays.setdefault(event.who, []))
    return {
        who: tuple(_ended(stay, closed_at) for stay in kept if _began_before(stay, closed_at))
        for who, kept in stays.items()
    }


def _order(event: Event[Who]) -> tuple[datetime, bool, bool, str]:
    return event.at, event.kind == "in", event.mode == "on_site", str(event.client_id)


def _once(events: Iterable[Event[Who]]) -> Iterable[Event[Who]]:
    # The database keeps one event per client_id; should two differ, the earliest counts on every machine.
    first: dict[Hashable, Event[Who]] = {}
    for event in events:
        known = first.get(event.client_id)
        if known is None or (_order(event), repr(event.who)) < (_order(known), repr(known.who)):
            first[event.client_id] = event
    return first.values()


def _apply(event: Event[Who], stays: list[Stay]) -> None:
    last = stays[-1] if stays and stays[-1].until is None else None
    if event.kind == "in":
        if last is not None and last.mode != event.mode:
            _end(stays, event.at)
        if last is None or last.mode != event.mode:
            stays.append(Stay(event.at, None, event.mode))
    elif last is not None and last.mode == event.mode:
        _end(stays, event.at)


def _end(stays: list[Stay], at: datetime) -> None:
    last = stays.pop()
    if at > last.since:
        stays.append(Stay(last.since, at, last.mode))


def _began_before(stay: Stay, closed_at: datetime | None) -> bool:
    return closed_at is None or stay.since < closed_at


def _ended(stay: Stay, closed_at: datetime | None) -> Stay:
    if closed_at is None or (stay.until is not None and stay.until <= closed_at):
        return stay
    return Stay(stay.since, closed_at, stay.mode)


def mode_at(stays: Iterable[Stay], at: datetime) -> str | None:
    """How somebody with these stays was there at that moment; None when they were not."""
    return next((stay.mode for stay in stays if stay.covers(at)), None)


def count_at(
    stays: Stays[Who], roles: Mapping[Who, str], at: datetime, *, votes: Mapping[Who, int] | None = None
) -> Headcount:
    """How many of those in ``roles`` were there at that moment. Others are not counted.

    With ``votes`` somebody who sits for two units counts twice.
    """
    modes: Counter[str] = Counter()
    by_role: Counter[str] = Counter()
    for who, role in roles.items():
        mode = mode_at(stays.get(who, ()), at)
        if mode is not None:
            counted = (votes or {}).get(who, 1)
            modes[mode] += counted
            by_role[role] += counted
    return Headcount(modes["on_site"], modes["online"], dict(by_role))


def ever_present(stays: Stays[Who]) -> set[Who]:
    """Everyone who was there at some time."""
    return {who for who, kept in stays.items() if kept}


def history(stays: Stays[Who], votes: Mapping[Who, int], *, reaches: Reaches | None = None) -> list[Change]:
    """How the number of votes present changed over time; one entry per moment at which it did.

    ``votes``: whom to count, and how often each. ``reaches(on_site, online)`` says of each entry whether so
    many are enough.
    """
    steps: list[tuple[datetime, str, int]] = []
    for who, counted in votes.items():
        for stay in stays.get(who, ()):
            steps.append((stay.since, stay.mode, counted))
            if stay.until is not None:
                steps.append((stay.until, stay.mode, -counted))
    steps.sort(key=lambda step: step[0])
    there: Counter[str] = Counter()
    changes: list[Change] = []
    for at, together in groupby(steps, key=lambda step: step[0]):
        before = (there["on_site"], there["online"])
        for _, mode, by in together:
            there[mode] += by
        if before != (there["on_site"], there["online"]):
            reached = reaches(there["on_site"], there["online"]) if reaches else None
            changes.append(Change(at, there["on_site"], there["online"], reached))
    return changes


def turning_points(changes: Iterable[Change]) -> list[Change]:
    """The entries of a history at which the needed number was reached or lost."""
    points: list[Change] = []
    reached: bool | None = False
    for change in changes:
        if change.reached != reached:
            points.append(change)
        reached = change.reached
    return points
