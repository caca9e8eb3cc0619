"""From reviewers' points to a ranking. Pure and exact: whole fractions, nothing is rounded before it is shown.

1. What a reviewer gives an entry: the criteria's points, weighted - sum(weight x points) / sum(weight), 0 to 100.
2. Reviewers are made comparable. With r the reviewer, m(r) the mean of what r gave, d(r) the mean distance from it
   (mean absolute deviation), M the mean of all that was given, D the mean of all d(r):
       adjusted = M + (given - m(r)) x D / d(r)
   A strict reviewer is lifted, one who uses a narrow range is spread. Where r gave every entry the same, adjusted = M.
   Fewer than MIN_REVIEWS reviews say too little of how strict somebody is: they stay as they were given, and M and D are
   those of the others.
3. An entry's score is the mean of its adjusted points. Mean absolute deviation instead of the standard deviation keeps
   everything a fraction, so that equal means equal.
4. Entries of a category are ranked by score. Equal scores share a rank, and the next is left out (1, 2, 2, 4).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from guildhall.core.sentences import Sentence

MIN_REVIEWS = 3
FORMULA = Sentence(
    "标准化得分 = M +（原始分 − m）× D ÷ d。m、d 为该评审人员所打分数的平均分和平均绝对差，M 为全部分数的平均分，D 为各评审"
    "人员平均绝对差的平均值；评审少于 3 项者不作调整，也不计入 M 和 D。申报得分为其各份标准化得分的平均分。",
    "adjusted = M + (given − m) × D ÷ d, where m and d are the mean and the mean absolute deviation of what this reviewer "
    "gave, M the mean of everything given and D the mean of all d; whoever reviewed fewer than 3 entries is not adjusted, "
    "and left out of M and D. An entry's score is the mean of its adjusted points.",
)


@dataclass(frozen=True)
class Given:
    """What a reviewer gave an entry, weighted, from 0 to 100."""

    reviewer: str
    entry: str
    points: Fraction


@dataclass(frozen=True)
class Ranked:
    """An entry with its exact score and its rank; ``tied`` where another has the same."""

    entry: str
    score: Fraction
    rank: int
    tied: bool


def weighted(points: Mapping[str, Decimal], weights: Mapping[str, int]) -> Fraction:
    """The weighted mean of the points by criterion. Every criterion that has a weight must have points."""
    total = sum(weights.values())
    return sum((Fraction(points[key]) * weight for key, weight in weights.items()), Fraction(0)) / total


def adjusted(given: Iterable[Given]) -> dict[tuple[str, str], Fraction]:
    """For each (reviewer, entry) the points made comparable between reviewers."""
    rows = list(given)
    by_reviewer: dict[str, list[Fraction]] = defaultdict(list)
    for row in rows:
        by_reviewer[row.reviewer].append(row.points)
    known = {key: points for key, points in by_reviewer.items() if len(points) >= MIN_REVIEWS}
    means = {key: mean(points) for key, points in known.items()}
    spreads = {key: mean([abs(one - means[key]) for one in points]) for key, points in known.items()}
    overall = mean([one for points in known.values() for one in points] or [Fraction(0)])
    usual = mean([spread for spread in spreads.values() if spread] or [Fraction(0)])
    return {
        (row.reviewer, row.entry): overall
        + (row.points - means[row.reviewer]) * usual / spreads[row.reviewer]
        if spreads.get(row.reviewer)
        else overall
        if row.reviewer in known
        else row.points
        for row in rows
    }


def scores(given: Iterable[Given]) -> dict[str, Fraction]:
    """Each entry's score: the mean of its adjusted points."""
    by_entry: dict[str, list[Fraction]] = defaultdict(list)
    for (_reviewer, entry), points in adjusted(given).items():
        by_entry[entry].append(points)
    return {entry: mean(points) for entry, points in by_entry.items()}


def ranking(found: Mapping[str, Fraction]) -> Sequence[Ranked]:
    """The entries from the highest score down; equal scores share a rank."""
    ordered = sorted(found.items(), key=lambda row: (-row[1], row[0]))
    values = [score for _entry, score in ordered]
    return [
        Ranked(entry, score, values.index(score) + 1, values.count(score) > 1) for entry, score in ordered
    ]


def mean(points: Sequence[Fraction]) -> Fraction:
    return sum(points, Fraction(0)) / len(points)


def shown(score: Fraction) -> Decimal:
    """The score as it is shown and stored beside the exact one: four places."""
    exact = Decimal(score.numerator) / Decimal(score.denominator)
    return exact.quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
