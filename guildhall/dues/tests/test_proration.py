from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.dues.proration import MONTHS, share_of_year

WAYS = st.sampled_from(sorted(MONTHS))
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("way", "joined_on", "amount"),
    [
        ("whole_year", date(2026, 12, 31), 500_000),
        ("half_year", date(2026, 6, 30), 500_000),
        ("half_year", date(2026, 7, 1), 250_000),
        ("quarter", date(2026, 4, 1), 375_000),
        ("quarter", date(2026, 12, 31), 125_000),
        ("month", date(2026, 2, 28), 458_333),
        ("month", date(2026, 12, 1), 41_666),
        ("month", date(2025, 12, 31), 500_000),
        ("month", None, 500_000),
    ],
)
def test_the_part_of_the_year_in_which_one_joins_counts_in_full(way, joined_on, amount):
    assert share_of_year(500_000, way, year=2026, joined_on=joined_on).amount == amount


@given(st.integers(0, 10**12), WAYS, DAYS)
def test_a_share_is_exact_and_never_more_than_the_year(amount, way, joined_on):
    share = share_of_year(amount, way, year=2026, joined_on=joined_on)

    assert share.amount * share.of <= amount * share.parts < (share.amount + 1) * share.of
    assert 1 <= share.parts <= share.of
    assert 0 <= share.amount <= amount


@given(st.integers(0, 10**12), WAYS, DAYS, DAYS)
def test_whoever_joins_later_never_pays_more(amount, way, one, other):
    early, late = sorted([one, other])

    first = share_of_year(amount, way, year=2026, joined_on=early)
    second = share_of_year(amount, way, year=2026, joined_on=late)

    assert first.amount >= second.amount


def test_the_sentence_explains_the_amount_in_both_languages():
    said = share_of_year(500_000, "quarter", year=2026, joined_on=date(2026, 8, 3)).sentence

    assert said.zh == "2026年8月入会，全年5,000.00元，按4个季度中的2个季度计：2,500.00元。"
    assert said.en == "Joined in August 2026: 2 of 4 quarters of ¥5,000.00 a year is ¥2,500.00."
    assert share_of_year(500_000, "month", year=2026, joined_on=None).sentence.zh == "全年会费5,000.00元。"


@pytest.mark.parametrize(
    ("amount", "way", "joined_on"),
    [(1, "week", None), (-1, "month", None), (1, "month", date(2027, 1, 1))],
)
def test_what_cannot_be_prorated_is_a_mistake_of_the_caller(amount, way, joined_on):
    with pytest.raises(ValueError, match=r"cannot be prorated|owes nothing"):
        share_of_year(amount, way, year=2026, joined_on=joined_on)
