"""What is missing on a chain, and how concentrated it is. Pure: segments, flows and firms in, exact figures out.

A segment is *needed* where a member says so, or where a flow leads from it to another segment that a member serves.

* missing (断点, 补链): needed, and nobody serves it
* single source (独家供应, 强链): needed, and exactly one firm serves it
* the chain ends here (延链): nobody serves or needs it, and it would be fed by a segment that is served

Concentration of those who serve a segment, with s the share of each firm::

    HHI = Σ s²    CR1 = the largest share    CR3 = the three largest shares

The share is of yearly capacity where every firm states one in the same unit and they are not all nothing; else every
firm counts the same. Capacities are the firms' own: what says something about them is shown to others only for at
least five firms none of which has more than a quarter (no competitor can work out another's figure).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from guildhall.core.sentences import Sentence

FIRMS_AT_LEAST = 5
SHARE_AT_MOST = Fraction(1, 4)
MARKED_ABOVE = Fraction(1, 4)
Key = TypeVar("Key", bound=Hashable)

FORMULA = Sentence(
    "HHI＝各家份额的平方和；CR1、CR3＝最大一家、最大三家的份额之和。",
    "HHI = sum of the squared shares; CR1 and CR3 = the share of the largest firm, of the three largest.",
)
NOT_SHOWN = Sentence(
    "不予显示：产能属于企业自身数据，少于5家或有一家超过四分之一时，仅产业链管理人员可见。",
    "Not shown: capacity is the firms' own. With fewer than 5 firms, or one above a quarter, only the chain's keepers see it.",
)


class Standing(StrEnum):
    """How a segment stands. ``EMPTY``: nobody serves it, and nobody misses it."""

    SERVED = "served"
    SINGLE = "single"
    MISSING = "missing"
    ENDS = "ends"
    EMPTY = "empty"


@dataclass(frozen=True)
class Firm:
    """A firm that serves a segment, with its capacity of a year where it states one."""

    capacity: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class Concentration:
    """Exact figures; ``unit`` is that of the capacities, empty where every firm counts the same."""

    firms: int
    unit: str
    hhi: Fraction
    cr1: Fraction
    cr3: Fraction

    @property
    def is_of_capacity(self) -> bool:
        return bool(self.unit)

    @property
    def is_for_everyone(self) -> bool:
        """Whether it may be shown to others than the firms' own people and the chain's keepers."""
        if not self.is_of_capacity:
            return True
        return self.firms >= FIRMS_AT_LEAST and self.cr1 <= SHARE_AT_MOST

    @property
    def is_high(self) -> bool:
        """Marked on the map: several firms, and an index above a quarter (as of fewer than four equal ones)."""
        return self.firms > 1 and self.hhi > MARKED_ABOVE

    @property
    def basis(self) -> Sentence:
        if self.is_of_capacity:
            return Sentence(
                f"按{self.firms}家的年产能（{self.unit}）计算",
                f"by the yearly capacity of {self.firms} firms ({self.unit})",
            )
        return Sentence(
            f"按家数计算：{self.firms}家未全部以同一单位载明产能",
            f"by number: not all of the {self.firms} firms state a capacity in one unit",
        )


def concentration(firms: Sequence[Firm]) -> Concentration | None:
    """How concentrated those who serve a segment are; None where there are none."""
    if not firms:
        return None
    units = {firm.unit.strip().casefold() for firm in firms}
    stated = [firm.capacity for firm in firms if firm.capacity is not None]
    total = sum(map(Fraction, stated), Fraction())
    if len(stated) == len(firms) and len(units) == 1 and "" not in units and total > 0:
        shares, unit = [Fraction(one) / total for one in stated], firms[0].unit.strip()
    else:
        shares, unit = [Fraction(1, len(firms))] * len(firms), ""
    shares.sort(reverse=True)
    return Concentration(
        len(firms),
        unit,
        sum((one * one for one in shares), Fraction()),
        shares[0],
        sum(shares[:3], Fraction()),
    )


@dataclass(frozen=True)
class Stand(Generic[Key]):
    """How a segment stands, and by what it is needed: how many members say so, and which served segments it feeds."""

    standing: Standing
    said_by: int
    feeds: tuple[Key, ...]
    fed_by: tuple[Key, ...]


def standings(
    segments: Iterable[Key],
    flows: Iterable[tuple[Key, Key]],
    serving: Mapping[Key, int],
    needing: Mapping[Key, int],
) -> dict[Key, Stand[Key]]:
    """How every segment stands: ``serving`` and ``needing`` count confirmed firms. Loops are allowed; a segment that
    feeds itself is not needed by that."""
    feeds: dict[Key, list[Key]] = {one: [] for one in segments}
    fed_by: dict[Key, list[Key]] = {one: [] for one in feeds}
    for source, target in flows:
        if source != target and source in feeds and target in feeds:
            if serving.get(target, 0):
                feeds[source].append(target)
            if serving.get(source, 0):
                fed_by[target].append(source)
    return {
        one: Stand(
            _standing(serving.get(one, 0), needing.get(one, 0) + len(feeds[one]), len(fed_by[one])),
            needing.get(one, 0),
            tuple(feeds[one]),
            tuple(fed_by[one]),
        )
        for one in feeds
    }


def _standing(serving: int, needed: int, fed: int) -> Standing:
    if serving:
        return Standing.SINGLE if serving == 1 and needed else Standing.SERVED
    if needed:
        return Standing.MISSING
    return Standing.ENDS if fed else Standing.EMPTY
