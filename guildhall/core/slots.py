"""Places on a room's pages that rooms above it fill, so that the lower room imports nothing of theirs.

The lower room leaves a place in its template: ``{% slot "meetings.motion" motion %}``, and in the rows of a list
``{% slot "meetings.motion_row" motion among=motions %}``. A higher room fills it in its own ``slots.py``, read once
at start::

    def votes_on(request, motions):
        found = queries.votes_on(motions)
        return {motion.pk: {"vote": found[motion.pk]} for motion in motions if motion.pk in found}

    register("meetings.motion", "votes/slots/motion.html", votes_on)
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

Told = Mapping[Hashable, Mapping[str, Any]]
Ask = Callable[[HttpRequest, Sequence[Any]], Told]


@dataclass(frozen=True)
class Filling:
    """What one room puts into a place.

    ``ask(request, things)`` is given every thing of the page at once, so that a list of any length costs the same
    queries; it returns what the template is told, by primary key. A thing that it leaves out shows nothing.
    The template sees this besides everything that stands around the place, and the thing itself as ``thing``.
    """

    template: str
    ask: Ask
    order: int = 50


_fillings: dict[str, list[Filling]] = {}


def register(name: str, template: str, ask: Ask, *, order: int = 50) -> None:
    """Fill the place of this name, once; fillings of one place stand in their order."""
    filling = Filling(template, ask, order)
    known = _fillings.setdefault(name, [])
    if filling not in known:
        known.append(filling)
        known.sort(key=lambda one: one.order)


def fillings(name: str) -> Sequence[Filling]:
    """What the rooms put into this place."""
    return _fillings.get(name, ())


def told(request: HttpRequest, filling: Filling, things: Sequence[Any]) -> Told:
    """What this filling says of these things; asked once per request and list, however many rows show it."""
    memory: dict[tuple[str, int, int], tuple[Any, Told]]
    memory = request.__dict__.setdefault("_slots", {})
    key = (filling.template, id(filling.ask), id(things))
    if key not in memory:
        # The list is kept with the answer: as long as it lives, no other object has its id.
        memory[key] = (things, filling.ask(request, things))
    return memory[key][1]
