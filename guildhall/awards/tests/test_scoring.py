from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.awards.scoring import Given, adjusted, ranking, scores, shown, weighted

POINTS = st.lists(
    st.tuples(st.sampled_from("xyz"), st.sampled_from("abcdef"), st.integers(0, 100)),
    min_size=1,
    max_size=18,
    unique_by=lambda row: row[:2],
)


def rows(points, shift=0):
    return [Given(one, entry, Fraction(value + shift * (one == "x"))) for one, entry, value in points]


def test_criteria_count_by_their_weights_exactly():
    points = {"a": Decimal("80.5"), "b": Decimal(70)}
    assert weighted(points, {"a": 60, "b": 40}) == Fraction(763, 10)
    assert weighted(points, {"a": 1, "b": 2}) == Fraction(441, 6)


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_how_strict_a_reviewer_is_makes_no_difference_between_their_entries(points):
    plain, strict = scores(rows(points)), scores(rows(points, shift=-10))
    gap = {entry: plain[entry] - strict[entry] for entry in plain}
    assert len(set(gap.values())) == 1


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_everybodys_adjusted_points_have_the_same_mean(points):
    given_rows = rows(points)
    found = adjusted(given_rows)
    whole = sum((row.points for row in given_rows), Fraction(0)) / len(given_rows)
    for one in {row.reviewer for row in given_rows}:
        own = [points for (reviewer, _entry), points in found.items() if reviewer == one]
        assert sum(own, Fraction(0)) / len(own) == whole


def test_a_narrow_reviewer_is_spread_and_the_order_within_a_reviewer_stays():
    wide = [Given("x", entry, Fraction(value)) for entry, value in (("a", 20), ("b", 50), ("c", 80))]
    narrow = [Given("y", entry, Fraction(value)) for entry, value in (("a", 69), ("b", 70), ("c", 71))]
    found = adjusted([*wide, *narrow])
    assert found["x", "c"] - found["x", "a"] == found["y", "c"] - found["y", "a"]


def test_equal_scores_share_a_rank():
    third = Fraction(1, 3)
    found = ranking({"a": 3 * third, "b": Fraction(1), "c": Fraction(2), "d": Fraction(0)})
    assert [(one.entry, one.rank, one.tied) for one in found] == [
        ("c", 1, False),
        ("a", 2, True),
        ("b", 2, True),
        ("d", 4, False),
    ]
    assert shown(Fraction(200, 3)) == Decimal("66.6667")
