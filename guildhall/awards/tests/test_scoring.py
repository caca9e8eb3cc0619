from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.awards.scoring import MIN_REVIEWS, Given, adjusted, ranking, scores, shown, weighted

POINTS = st.dictionaries(
    st.tuples(st.sampled_from("xyz"), st.sampled_from("abcdef")), st.integers(0, 100), min_size=1, max_size=18
)


def rows(points, shift=0):
    return [
        Given(one, entry, Fraction(value + shift * (one == "x"))) for (one, entry), value in points.items()
    ]


def reviewed(given_rows, one):
    return [row for row in given_rows if row.reviewer == one]


def test_criteria_count_by_their_weights_exactly():
    points = {"a": Decimal("80.5"), "b": Decimal(70)}
    assert weighted(points, {"a": 60, "b": 40}) == Fraction(763, 10)
    assert weighted(points, {"a": 1, "b": 2}) == Fraction(441, 6)


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_how_strict_a_reviewer_is_makes_no_difference_between_the_entries_of_one(points):
    plain, strict = adjusted(rows(points)), adjusted(rows(points, shift=-10))
    gap = {key: plain[key] - strict[key] for key in plain if key[0] == "x"}
    assert len(set(gap.values())) <= 1


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_whoever_reviewed_enough_has_the_same_mean_and_others_are_left_alone(points):
    given_rows = rows(points)
    found = adjusted(given_rows)
    enough = [one for one in "xyz" if len(reviewed(given_rows, one)) >= MIN_REVIEWS]
    counted = [row.points for one in enough for row in reviewed(given_rows, one)]
    for one in "xyz":
        own = [found[one, row.entry] for row in reviewed(given_rows, one)]
        if one in enough:
            assert sum(own, Fraction(0)) / len(own) == sum(counted, Fraction(0)) / len(counted)
        else:
            assert own == [row.points for row in reviewed(given_rows, one)]


def test_an_entry_is_worth_the_mean_of_its_adjusted_points():
    points = {("x", "a"): 90, ("y", "a"): 60, ("x", "b"): 70}
    assert scores(rows(points)) == {"a": 75, "b": 70}


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
