"""Quality in figures."""

from math import log2

import pytest

from guildhall.matching.measures import Figure, ndcg, recall

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("ranked", "relevant", "gain", "found"),
    [
        (["a", "b"], {"a"}, 1.0, 1.0),
        (["b", "a"], {"a"}, 1 / log2(3), 1.0),
        (["b", "c"], {"a"}, 0.0, 0.0),
        (["a", "x", "b"], {"a", "b"}, (1 + 1 / 2) / (1 + 1 / log2(3)), 1.0),
        ([*map(str, range(10)), "a"], {"a"}, 0.0, 0.0),
        ([], {"a"}, 0.0, 0.0),
        (["a"], set(), 0.0, 0.0),
    ],
)
def test_gain_and_recall_of_the_first_ten(ranked, relevant, gain, found):
    assert ndcg(ranked, relevant) == pytest.approx(gain)
    assert recall(ranked, relevant) == found


def test_the_interval_holds_the_mean_and_narrows_with_more_needs():
    few, many = Figure.of([0.0, 1.0] * 10), Figure.of([0.0, 1.0] * 200)

    assert few.low <= few.mean == 0.5 <= few.high
    assert many.high - many.low < few.high - few.low
    assert Figure.of([0.0, 1.0] * 10) == few
    assert Figure.of([]) == Figure(0.0, 0.0, 0.0)
