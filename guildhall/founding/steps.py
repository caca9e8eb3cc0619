"""The way of a founding, step by step: what is done, what is next, what waits. Pure.

The order is that of practice: a charter to agree on, first members, an assembly of those, its candidates, its votes,
and then the association comes into being.
"""

from dataclasses import dataclass
from enum import StrEnum

FEWEST = 2  # one unit alone is no alliance


class Key(StrEnum):
    CHARTER = "charter"
    FIRST_MEMBERS = "first_members"
    ANSWERS = "answers"
    ASSEMBLY = "assembly"
    CANDIDATES = "candidates"
    VOTES = "votes"
    BEING = "being"


class Light(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True)
class Facts:
    """What is known of a founding at one moment."""

    is_over: bool = False
    is_founded: bool = False
    has_charter: bool = False
    units: int = 0
    confirmed: int = 0
    is_convened: bool = False
    is_notified: bool = False
    is_held: bool = False
    candidates: int = 0
    seats: int = 0
    is_listed: bool = False
    charter_carried: bool = False
    council_elected: bool = False


@dataclass(frozen=True)
class Step:
    """One step: whether it is done, may be done now, or waits for an earlier one; ``count`` of ``of`` where it counts."""

    key: Key
    light: Light
    count: int | None = None
    of: int | None = None


def steps_of(facts: Facts) -> list[Step]:
    """The seven steps in order. A step is open ("now") as soon as what it needs is there; several may be at once."""
    enough = facts.confirmed >= FEWEST
    decided = facts.charter_carried and facts.council_elected
    done_and_open: list[tuple[Key, bool, bool, int | None, int | None]] = [
        (Key.CHARTER, facts.has_charter, True, None, None),
        (Key.FIRST_MEMBERS, facts.units > 0, True, facts.units or None, None),
        (
            Key.ANSWERS,
            facts.is_convened and enough,
            facts.units > 0,
            facts.confirmed if facts.units else None,
            facts.units or None,
        ),
        (Key.ASSEMBLY, facts.is_convened and facts.is_notified, enough and facts.has_charter, None, None),
        (
            Key.CANDIDATES,
            facts.is_listed,
            facts.is_convened,
            facts.candidates if facts.is_convened else None,
            facts.seats or None,
        ),
        (Key.VOTES, decided, facts.is_convened and facts.is_notified and facts.is_listed, None, None),
        (Key.BEING, facts.is_founded, decided and facts.is_held, None, None),
    ]
    return [
        Step(key, _light(done=done, is_open=is_open and not facts.is_over), count, of)
        for key, done, is_open, count, of in done_and_open
    ]


def _light(*, done: bool, is_open: bool) -> Light:
    if done:
        return Light.DONE
    return Light.NOW if is_open else Light.LATER
