"""The order of what fits, and the figures of who is shown. No database."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.core.sentences import Sentence
from guildhall.exchange.exposure import gini
from guildhall.exchange.ranking import (
    COMPLEMENT_BY,
    MOST_OF_A_FIRM,
    TOP,
    Candidate,
    Edge,
    Place,
    Traits,
    ranked,
    shared_region,
)

NAME = Sentence("减速机", "reducers")
NEED = Traits(
    "need", "own", region="山东省淄博市", certificates=("ISO 9001", "CCC"), quantity=Decimal(300), unit="台"
)

shares = st.floats(0, 1, allow_nan=False)
edges = st.none() | st.builds(Edge, st.just(NAME), st.just(NAME), st.just(NAME), st.just(("电机",)), shares)
candidates = st.lists(
    st.builds(
        Candidate,
        st.builds(
            Traits,
            st.uuids().map(str),
            st.sampled_from(["a", "b", "c", ""]),
            st.sampled_from(["product", "capacity", "finance"]),
            st.sampled_from(["", "淄博", "江苏省无锡市"]),
            st.sampled_from([(), ("iso9001",), ("CCC", "CE")]),
            st.none() | st.integers(1, 900).map(Decimal),
            st.sampled_from(["台", "吨"]),
        ),
        st.floats(0, 100, allow_nan=False),
        shares,
        edges,
        st.integers(0, 40),
        st.just("电机"),
        shares,
    ),
    max_size=30,
)


def offer(name: str, score: float = 10.0, **details: object) -> Candidate:
    traits = {key: details.pop(key) for key in list(details) if key in Traits.__dataclass_fields__}
    return Candidate(Traits(name, **({"firm": name} | traits)), score, 0.9, **details)


def order(*offers: Candidate, asking: Traits = NEED) -> list[str]:
    return [place.id for place in ranked(asking, offers, 10.0)]


def edge(share: float = 1.0) -> Edge:
    return Edge(NAME, NAME, NAME, ("电机",), share)


@given(candidates, st.integers(1, 25))
def test_no_firm_takes_every_place_and_the_weights_add_up_to_the_score(offers, top):
    places = ranked(NEED, offers, 20.0, top)

    texts = {one.traits.id: one.by_text for one in offers}
    assert len(places) <= max(top, COMPLEMENT_BY)
    assert len({place.id for place in places}) == len(places)
    taken = Counter(place.firm for place in places[:TOP] if place.firm)
    assert all(times <= MOST_OF_A_FIRM + 1 for times in taken.values())
    for place in places:
        weights = texts[place.id] + sum(reason["weight"] for reason in place.added)
        assert place.score == pytest.approx(weights)


@given(candidates)
def test_the_order_does_not_depend_on_how_the_candidates_came(offers):
    assert ranked(NEED, offers, 20.0) == ranked(NEED, list(reversed(offers)), 20.0)


@given(candidates)
def test_what_is_complementary_stands_third_at_the_latest_and_all_else_by_its_score(offers):
    places = ranked(NEED, offers, 20.0)
    told = [place.is_complementary and place.is_told for place in places]

    assert not any(told) or any(told[:COMPLEMENT_BY])
    others = [place.score for place in places if not place.is_complementary]
    assert others == sorted(others, reverse=True)


def test_a_firm_with_twenty_offers_leaves_places_to_others():
    offers = [offer(f"many {number}", 50.0, firm="many") for number in range(20)]
    offers += [offer(f"other {number}", 1.0) for number in range(10)]

    firms = [place.firm for place in ranked(NEED, offers, 10.0)]
    assert firms[:MOST_OF_A_FIRM] == ["many"] * MOST_OF_A_FIRM
    assert firms.count("many") == MOST_OF_A_FIRM
    assert len(firms) == TOP


def test_who_was_shown_often_without_an_answer_lets_others_go_first():
    weary, fresh = offer("a", shown=20), offer("b")

    assert order(weary, fresh) == ["b", "a"]
    [place] = ranked(NEED, [weary], 10.0)
    assert [reason["weight"] < 0 for reason in place.added if reason["kind"] == "exposure"] == [True]


@pytest.mark.parametrize(
    ("better", "kind"),
    [
        (offer("z", region="淄博市"), "region"),
        (offer("z", certificates=("iso9001质量体系",)), "certificate"),
        (offer("z", quantity=Decimal(500), unit="台"), "quantity"),
        (offer("z", title="电机", titled=0.9), "title"),
        (offer("z", edge=edge()), "chain"),
    ],
)
def test_each_further_reason_puts_an_offer_before_an_equal_one(better, kind):
    assert order(offer("a"), better) == ["z", "a"]
    assert kind in {reason["kind"] for reason in ranked(NEED, [better], 10.0)[0].added}


def test_another_kind_a_part_of_the_quantity_and_another_unit_count_less():
    same, related, other = (offer(kind, kind=kind) for kind in ("product", "capacity", "finance"))
    assert order(other, related, same) == ["product", "capacity"]  # money answers no need for products

    enough = offer("enough", quantity=Decimal(300), unit="台")
    part, tons = (
        offer("part", quantity=Decimal(30), unit="台"),
        offer("tons", quantity=Decimal(900), unit="吨"),
    )
    assert order(tons, part, enough) == ["enough", "part", "tons"]


def test_nothing_shared_and_no_edge_is_no_match():
    assert ranked(NEED, [offer("a", 0.0)], 10.0) == []
    assert ranked(NEED, [], 10.0) == []
    assert [place.id for place in ranked(NEED, [offer("a", 0.0, edge=edge())], 10.0)] == ["a"]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("山东省淄博市", "淄博", "山东省淄博市"),
        ("淄博市", "山东淄博", "山东淄博"),
        ("Zibo", "Shandong, zibo", "Shandong, zibo"),
        ("山东省", "江苏省", ""),
        ("", "淄博", ""),
    ],
)
def test_a_region_lies_in_another_however_it_is_written(one, other, shared):
    assert shared_region(one, other) == shared


def test_places_that_are_too_weak_are_told_to_nobody():
    strong, weak = Candidate(Traits("a"), 5.0, 0.5), Candidate(Traits("b"), 1.0, 0.1)

    assert [(one.id, one.is_told) for one in ranked(NEED, [strong, weak], 10.0)] == [
        ("a", True),
        ("b", False),
    ]
    assert Place("a", "", 1.0).is_told is False


@given(st.lists(st.integers(0, 100), min_size=2, max_size=30).filter(any))
def test_the_coefficient_is_half_the_mean_difference_of_all_pairs(shown):
    n, whole = len(shown), sum(shown)
    pairs = Fraction(sum(abs(one - other) for one in shown for other in shown), 2 * n * whole)

    assert gini(shown) == pytest.approx(float(pairs), abs=1e-12)


@pytest.mark.parametrize(
    ("shown", "found"), [([5, 5, 5], 0.0), ([0, 0, 0, 8], 0.75), ([3], None), ([0, 0], None)]
)
def test_the_coefficient_is_nothing_where_all_are_shown_alike(shown, found):
    assert gini(shown) == found


def test_along_the_chain_only_goods_complement_each_other():
    edge = Edge(NAME, NAME, NAME, ("电机",), 0.9)
    engineer = Traits("need", "own", kind="talent")
    adviser = Candidate(Traits("adviser", "a", kind="expert"), 5.0, 0.1, edge, 0, "", 0.0)
    motor = Candidate(Traits("motor", "b", kind="product"), 5.0, 0.1, edge, 0, "", 0.0)

    assert [place.id for place in ranked(Traits("need", "own"), [motor], 10.0) if place.is_complementary] == [
        "motor"
    ]
    (place,) = ranked(engineer, [adviser, motor], 10.0)
    assert (place.id, place.is_complementary) == ("adviser", False)
