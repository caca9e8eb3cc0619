"""What experts have in hand and where they stood aside, told by the rooms above that ask them to review."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Load:
    """Of one person: reviews in hand, reviews done, entries from which a conflict of interest keeps them."""

    in_hand: int = 0
    done: int = 0
    conflicts: int = 0


NO_LOAD = Load()
_count: list[Callable[[Iterable[UUID]], Mapping[UUID, Load]]] = []


def loads_are_counted_by(count: Callable[[Iterable[UUID]], Mapping[UUID, Load]]) -> None:
    """Called once by the room of reviews: ``count`` gets people's keys, whatever their number in the same queries."""
    _count[:] = [count]


def loads_of(people: Iterable[UUID]) -> Mapping[UUID, Load]:
    """By person; who has nothing may be missing."""
    return _count[0](list(people)) if _count else {}
