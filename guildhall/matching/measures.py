"""How good a ranking is. Pure: ranked ids and the right ones in, figures out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log2
from random import Random

ROUNDS = 1000
DEPTH = 10


@dataclass(frozen=True)
class Figure:
    """A mean over needs with its 95 % interval, found by drawing the needs again with replacement."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float], seed: int = 1) -> "Figure":
        """Of one value for each need; the same values give the same interval."""
        if not values:
            return cls(0.0, 0.0, 0.0)
        random = Random(seed)  # noqa: S311 - draws a sample, keeps no secret
        count = len(values)
        means = sorted(sum(random.choices(values, k=count)) / count for _round in range(ROUNDS))
        return cls(sum(values) / count, means[int(0.025 * ROUNDS)], means[int(0.975 * ROUNDS) - 1])

    def __str__(self) -> str:
        return f"{self.mean:.4f} [{self.low:.4f}, {self.high:.4f}]"


def ndcg(ranked: Sequence[str], relevant: Collection[str], depth: int = DEPTH) -> float:
    """Discounted gain of the right ones among the first ``depth``, of the most that was possible."""
    gain = sum(1 / log2(place + 2) for place, one in enumerate(ranked[:depth]) if one in relevant)
    ideal = sum(1 / log2(place + 2) for place in range(min(depth, len(relevant))))
    return gain / ideal if ideal else 0.0


def recall(ranked: Sequence[str], relevant: Collection[str], depth: int = DEPTH) -> float:
    """How many of the right ones are among the first ``depth``."""
    return len(set(relevant).intersection(ranked[:depth])) / len(relevant) if relevant else 0.0
