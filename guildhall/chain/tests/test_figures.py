from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from guildhall.chain.figures import Firm, Standing, concentration, standings

CAPACITIES = st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=8)
SEGMENTS = list("abcde")
FLOWS = st.lists(st.tuples(st.sampled_from(SEGMENTS), st.sampled_from(SEGMENTS)), max_size=12)
COUNTS = st.dictionaries(st.sampled_from(SEGMENTS), st.integers(0, 3))


@given(CAPACITIES, st.integers(1, 1000))
def test_shares_are_exact_and_do_not_depend_on_the_unit(capacities, factor):
    found = concentration([Firm(one, "t") for one in capacities])
    scaled = concentration([Firm(one * factor, "kg") for one in capacities])

    assert Fraction(1, found.firms) <= found.hhi <= found.cr1 <= found.cr3 <= 1
    assert (scaled.hhi, scaled.cr1, scaled.cr3) == (found.hhi, found.cr1, found.cr3)


@given(CAPACITIES)
def test_what_is_shown_to_everyone_gives_no_firm_away(capacities):
    found = concentration([Firm(one, "t") for one in capacities])

    if found.is_of_capacity and found.is_for_everyone:
        assert len(capacities) >= 5
        assert max(capacities) * 4 <= sum(capacities)


def test_shares_worked_out_by_hand():
    found = concentration([Firm(Decimal(one), "t") for one in (50, 30, 20)])

    assert (found.hhi, found.cr1, found.cr3) == (Fraction(19, 50), Fraction(1, 2), Fraction(1))
    assert found.is_high
    assert not found.is_for_everyone


def test_firms_count_the_same_where_not_all_state_a_capacity_in_one_unit():
    mixed = [Firm(Decimal(5), "t"), Firm(Decimal(5), "m")]
    partly = [Firm(Decimal(5), "t"), Firm(None, "")]
    nothing = [Firm(Decimal(0), "t"), Firm(Decimal(0), "t")]

    assert {concentration(firms).hhi for firms in (mixed, partly, nothing)} == {Fraction(1, 2)}
    assert all(concentration(firms).is_for_everyone for firms in (mixed, partly, nothing))
    assert concentration([]) is None


def test_five_firms_with_exactly_a_quarter_are_shown():
    quarter = [Firm(Decimal(one), "t") for one in (25, 25, 20, 15, 15)]
    more = [Firm(Decimal(one), "t") for one in (26, 24, 20, 15, 15)]

    assert concentration(quarter).is_for_everyone
    assert not concentration(more).is_for_everyone


@given(FLOWS, COUNTS, COUNTS)
def test_a_segment_stands_as_it_is_served_and_needed(flows, serving, needing):
    found = standings(SEGMENTS, flows, serving, needing)

    for one in SEGMENTS:
        feeds_served = any(source == one != target and serving.get(target, 0) for source, target in flows)
        needed = bool(needing.get(one, 0)) or feeds_served
        served = serving.get(one, 0)
        assert (found[one].standing == Standing.MISSING) == (needed and not served)
        assert (found[one].standing == Standing.SINGLE) == (needed and served == 1)


@given(FLOWS, COUNTS, COUNTS, st.sampled_from(SEGMENTS))
def test_whoever_comes_to_a_segment_fills_its_gap(flows, serving, needing, segment):
    filled = standings(SEGMENTS, flows, serving | {segment: serving.get(segment, 0) + 1}, needing)

    assert filled[segment].standing in (Standing.SERVED, Standing.SINGLE)


def test_a_chain_may_turn_in_a_circle_and_a_segment_may_feed_itself():
    circle = standings("abc", [("a", "b"), ("b", "c"), ("c", "a"), ("c", "c")], {"b": 1}, {})

    assert {one: stand.standing for one, stand in circle.items()} == {
        "a": Standing.MISSING, "b": Standing.SERVED, "c": Standing.ENDS,
    }  # fmt: skip
    assert standings("a", [("a", "a")], {"a": 1}, {})["a"].standing == Standing.SERVED
