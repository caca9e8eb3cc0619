"""From published needs to deliveries: how many came how far, each figure with its denominator, and why others ended.

A pure calculation. The unit is one need of the cohort (published within the period): it counts at a step when any of
its matches came that far. A later step implies the earlier ones, since a stage may be left out; so no step ever
counts more needs than the one before it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

STEPS = (
    "published",
    "matched",
    "answered",
    "introduced",
    "contacted",
    "met",
    "intention",
    "agreed",
    "delivered",
)
MATCHED, ANSWERED, INTRODUCED = (STEPS.index(name) for name in ("matched", "answered", "introduced"))


@dataclass(frozen=True)
class Line:
    """One match of a need: was it answered by a side, were the sides introduced, how far did they come."""

    is_answered: bool = False
    is_introduced: bool = False
    stage: str = ""
    ending: str = ""


@dataclass(frozen=True)
class Need:
    """One need of the cohort, with what it may be grouped by, and its matches."""

    kind: str = ""
    segment: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Figure:
    """``count`` needs came as far as ``step``, of ``before`` that came to the step before, of ``cohort`` in all."""

    step: str
    count: int
    before: int
    cohort: int

    @property
    def of_before(self) -> Fraction | None:
        return Fraction(self.count, self.before) if self.before else None

    @property
    def of_all(self) -> Fraction | None:
        return Fraction(self.count, self.cohort) if self.cohort else None


@dataclass(frozen=True)
class Funnel:
    """The figures in the order of the steps; and of the introductions: how many delivered, are open, ended, and why."""

    figures: tuple[Figure, ...]
    introductions: int = 0
    delivered: int = 0
    under_way: int = 0
    endings: tuple[tuple[str, int], ...] = ()

    @property
    def ended(self) -> int:
        """Introductions that ended without a result."""
        return sum(count for _ending, count in self.endings)


def depth_of(line: Line) -> int:
    """The furthest step of one match, as a place in ``STEPS``."""
    if line.stage in STEPS[INTRODUCED:]:
        return STEPS.index(line.stage)
    if line.is_introduced:
        return INTRODUCED
    return ANSWERED if line.is_answered else MATCHED


def depth(need: Need) -> int:
    """The furthest step of a need: that of its best match."""
    return max(map(depth_of, need.lines), default=0)


def funnel(needs: Iterable[Need]) -> Funnel:
    """The funnel of a cohort. Exact counts; nothing is estimated or rounded."""
    cohort = list(needs)
    reached = Counter(map(depth, cohort))
    counts = [sum(reached[place] for place in range(step, len(STEPS))) for step in range(len(STEPS))]
    figures = tuple(
        Figure(name, count, before, len(cohort))
        for name, count, before in zip(STEPS, counts, [len(cohort), *counts], strict=False)
    )
    begun = [line for need in cohort for line in need.lines if depth_of(line) >= INTRODUCED]
    endings = Counter(line.ending for line in begun if line.ending and line.ending != "delivered")
    return Funnel(
        figures,
        introductions=len(begun),
        delivered=sum(line.ending == "delivered" for line in begun),
        under_way=sum(not line.ending for line in begun),
        endings=tuple(sorted(endings.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def by_group(needs: Sequence[Need], name: str) -> dict[str, Funnel]:
    """One funnel for each kind or each segment, the largest cohort first."""
    groups: dict[str, list[Need]] = {}
    for need in needs:
        groups.setdefault(getattr(need, name), []).append(need)
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {key: funnel(group) for key, group in ordered}
