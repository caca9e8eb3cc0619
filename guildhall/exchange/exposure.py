"""How evenly firms are shown. Pure: counts in, figures out."""

from collections.abc import Sequence


def gini(shown: Sequence[int]) -> float | None:
    """0 where all were shown alike, near 1 where one had it all; None of fewer than two, or where nothing was shown.

    ``G = Σ (2i - n - 1)·x(i) / (n·Σ x)`` over the counts in ascending order, i from 1 to n.
    """
    n, whole = len(shown), sum(shown)
    if n < 2 or whole == 0:
        return None
    return sum((2 * place - n - 1) * each for place, each in enumerate(sorted(shown), 1)) / (n * whole)
