"""What fits, how far a case can go, and when a sum is shown: the pure parts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.funding.disclosed import disclosed
from guildhall.funding.fit import COLLATERAL, PURPOSES, Answer, Need, Product, fit, ranked, said_sum
from guildhall.funding.models import FundingCase, FundingNeed
from guildhall.funding.stages import MOVES, WAY, Side, Stage, moves_from

WAN = 1_000_000
LOAN = Product(100 * WAN, 1000 * WAN, 6, 36, 345, 480, frozenset({"property", "receivables"}))
NEED = Need(300 * WAN, 12, 400, frozenset({"receivables"}), "equipment", "云岭市", True, 3200 * WAN)


def answers(product, need):
    return {verdict.point: verdict.answer.value for verdict in fit(product, need).verdicts}


def test_a_product_that_fits_in_every_point():
    assert answers(LOAN, NEED) == dict.fromkeys(("amount", "term", "rate", "collateral"), "fits")


@pytest.mark.parametrize(
    ("product", "need", "point", "answer"),
    [
        (LOAN, replace(NEED, amount=100 * WAN), "amount", "fits"),
        (LOAN, replace(NEED, amount=99 * WAN), "amount", "not"),
        (LOAN, replace(NEED, amount=1000 * WAN + 1), "amount", "not"),
        (replace(LOAN, amount_from=None, amount_to=None), NEED, "amount", "unknown"),
        (LOAN, replace(NEED, months=37), "term", "not"),
        (LOAN, replace(NEED, months=None), "term", "unknown"),
        (LOAN, replace(NEED, rate_most=344), "rate", "not"),
        (replace(LOAN, rate_from=None), NEED, "rate", "unknown"),
        (LOAN, replace(NEED, collateral=frozenset({"stock"})), "collateral", "not"),
        (LOAN, replace(NEED, collateral=frozenset()), "collateral", "unknown"),
        (replace(LOAN, collateral=frozenset({"unsecured"})), NEED, "collateral", "fits"),
        (replace(LOAN, purposes=frozenset({"export"})), NEED, "purpose", "not"),
        (replace(LOAN, regions=("云岭",)), NEED, "region", "fits"),
        (replace(LOAN, regions=("海州",)), NEED, "region", "not"),
        (replace(LOAN, members_only=True), replace(NEED, is_member=None), "membership", "unknown"),
        (replace(LOAN, members_only=True), replace(NEED, is_member=False), "membership", "not"),
        (replace(LOAN, least_turnover=3200 * WAN), NEED, "turnover", "fits"),
        (replace(LOAN, least_turnover=3200 * WAN), replace(NEED, turnover=None), "turnover", "unknown"),
        (replace(LOAN, least_turnover=3201 * WAN), NEED, "turnover", "not"),
    ],
)
def test_each_point_is_answered_for_itself(product, need, point, answer):
    assert answers(product, need)[point] == answer


def test_sums_are_said_as_bankers_say_them():
    assert (said_sum(500 * WAN).zh, said_sum(500 * WAN).en) == ("500万元", "5,000,000 yuan")
    assert said_sum(123_456).zh == "1,234.56元"


def test_every_word_of_the_forms_is_known_to_the_calculation():
    assert set(PURPOSES) == set(FundingNeed.Purpose.values)
    assert {stage.value for stage in Stage} == set(FundingCase.State.values)


sums = st.one_of(st.none(), st.integers(0, 50))
kinds = st.frozensets(st.sampled_from(sorted(COLLATERAL)), max_size=3)
products = st.builds(
    Product,
    sums,
    sums,
    sums,
    sums,
    sums,
    sums,
    kinds,
    st.frozensets(st.sampled_from(sorted(PURPOSES)), max_size=2),
    st.sampled_from([(), ("云岭",)]),
    st.booleans(),
    sums,
)
needs = st.builds(
    Need,
    st.integers(1, 50),
    sums,
    sums,
    kinds,
    st.sampled_from(["", "export"]),
    st.sampled_from(["", "云岭市"]),
    st.sampled_from([None, True, False]),
    sums,
)


@settings(max_examples=80)
@given(needs, st.lists(products, max_size=6))
def test_what_does_not_fit_never_stands_before_what_does(need, offered):
    found = ranked(need, dict(enumerate(offered)))

    assert sorted(key for key, _fit in found) == list(range(len(offered)))
    possible = [one.is_possible for _key, one in found]
    assert possible == sorted(possible, reverse=True)
    assert all(verdict.sentence.zh and verdict.sentence.en for _key, one in found for verdict in one.verdicts)


@settings(max_examples=60)
@given(needs, products)
def test_a_wider_product_fits_no_worse(need, product):
    wider = replace(product, amount_from=None if product.amount_to is not None else 0, rate_from=0)
    before, after = answers(product, need), answers(wider, need)

    assert all(after.get(point) != "not" or answer == "not" for point, answer in before.items())


@settings(max_examples=60)
@given(needs, products)
def test_a_bank_learns_nothing_of_what_was_not_released(need, product):
    hidden = replace(need, is_member=None, turnover=None)
    other = replace(need, is_member=not need.is_member, turnover=(need.turnover or 0) + 7)

    assert fit(product, hidden) == fit(product, replace(other, is_member=None, turnover=None))
    points = {verdict.point: verdict.answer for verdict in fit(product, hidden).verdicts}
    assert {points.get("membership"), points.get("turnover")} <= {None, Answer.UNKNOWN}


def test_every_stage_but_the_last_ones_leads_on_and_sides_do_not_share_steps_of_decision():
    for stage, moves in MOVES.items():
        assert all(moves.values()), stage
    assert moves_from(Stage.APPLIED, Side.BANK) == [Stage.OFFERED, Stage.REFUSED]
    assert moves_from(Stage.APPLIED, Side.FIRM) == [Stage.WITHDRAWN]
    assert Stage.DRAWN not in MOVES
    assert set(WAY[1:]) <= {to for moves in MOVES.values() for to in moves} | {Stage.INTRODUCED}


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        ([20, 20, 20, 20], None),
        ([20, 20, 20, 20, 20], 100),
        ([25, 25, 25, 24, 1], 100),
        ([26, 25, 25, 23, 1], None),
        ([25, 25, 25, 25, 0], None),
        ([], None),
    ],
)
def test_a_sum_is_shown_of_five_firms_or_more_none_above_a_quarter(amounts, total):
    found = disclosed(dict(enumerate(amounts)))

    assert found.total == total
    assert (found.reason is None) == (total is not None)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 100), max_size=9))
def test_a_sum_that_is_shown_gives_no_firm_away(amounts):
    found = disclosed(dict(enumerate(amounts)))

    if found.total is not None:
        assert found.firms >= 5
        assert max(amounts) * 4 <= found.total == sum(amounts)
