from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.cooperation.results import (
    Goal,
    Measured,
    NoWayError,
    Standing,
    Way,
    expected,
    expected_value,
    measure_text,
    percent,
    plain,
    progress,
    require_way,
    result,
    sentence,
    standing,
)
from guildhall.core.sentences import Sentence

START, DUE = date(2026, 1, 1), date(2026, 12, 31)
figures = st.decimals(-(10**9), 10**9, places=3)
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
ways = st.tuples(figures, figures).filter(lambda pair: pair[0] != pair[1])


@given(ways)
def test_the_way_begins_at_nothing_and_ends_whole_whichever_direction(way):
    baseline, target = way

    assert progress(baseline, target, baseline) == 0
    assert progress(baseline, target, target) == 1


@given(ways, figures)
def test_progress_is_exact_and_says_the_value_back(way, value):
    baseline, target = way

    assert expected_value(baseline, target, progress(baseline, target, value)) == Fraction(value)


@given(ways, figures)
def test_turned_around_lower_is_better_like_higher(way, value):
    baseline, target = way

    assert progress(baseline, target, value) == progress(-baseline, -target, -value)
    assert progress(baseline, target, value) + progress(target, baseline, value) == 1


@given(ways)
def test_a_way_fits_exactly_one_direction(way):
    baseline, target = way
    better = Way.UP if target > baseline else Way.DOWN

    require_way(baseline, target, better)
    with pytest.raises(NoWayError) as refusal:
        require_way(baseline, target, Way.DOWN if better == Way.UP else Way.UP)
    assert refusal.value.code == "against_the_direction"


@given(figures)
def test_a_target_equal_to_its_baseline_is_refused(value):
    for act in (lambda: progress(value, value, value), lambda: require_way(value, value, Way.DOWN)):
        with pytest.raises(NoWayError) as refusal:
            act()
        assert refusal.value.code == "no_way"


@given(days, st.integers(1, 3000), days)
def test_the_line_never_falls_and_stays_between_nothing_and_all(start, length, on):
    due = start + timedelta(days=length)
    share = expected(start, due, on)

    assert 0 <= share <= expected(start, due, on + timedelta(days=1)) <= 1
    assert expected(start, due, start) == 0
    assert expected(start, due, due) == 1


@given(st.fractions(-3, 3))
def test_percents_round_but_never_claim_the_whole_or_nothing(share):
    shown = percent(share)
    exact = {"100%": share == 1, "-100%": share == -1, "0%": share == 0}

    assert exact.get(shown, True)
    assert abs(Fraction(shown.rstrip("%")) / 100 - share) <= Fraction(1, 1000)


@given(ways, figures, days)
def test_who_reached_the_target_is_never_called_late(way, value, today):
    goal = Goal(way[0], way[1], START, DUE, Sentence("天", "days"))
    found = result(goal, [Measured(START, value)], today)

    assert (found.standing == Standing.REACHED) == (found.covered >= 1)
    assert (found.standing == Standing.MISSED) == (found.covered < 1 and today >= DUE)


def test_golden_figures():
    assert progress(Decimal(20), Decimal(10), Decimal(12)) == Fraction(4, 5)
    assert progress(Decimal(20), Decimal(10), Decimal(22)) == Fraction(-1, 5)
    assert percent(progress(Decimal(100), Decimal(120), Decimal(125))) == "125%"
    assert [percent(Fraction(*one)) for one in ((1, 3), (9999, 10000), (1, 9999), (10001, 10000))] == [
        "33.3%",
        "99.9%",
        "0.1%",
        "100.1%",
    ]
    assert [plain(Decimal(one)) for one in ("12.500", "120.000", "-0.050", "7")] == [
        "12.5",
        "120",
        "-0.05",
        "7",
    ]
    assert [standing(None, Fraction(1)), standing(Fraction(1, 2), Fraction(1, 2))] == [
        "not_measured",
        "on_track",
    ]


def test_the_sentence_names_the_figures_in_both_languages():
    goal = Goal(Decimal("20.000"), Decimal("10.000"), START, DUE, Sentence("天", "days"))
    measured = [Measured(date(2026, 7, 2), Decimal("16.000")), Measured(date(2026, 3, 1), Decimal("19.000"))]

    said = sentence(goal, result(goal, measured, date(2026, 7, 5)))
    none = sentence(goal, result(goal, [], date(2026, 7, 5)))

    assert said.zh == "2026-07-02测得16天（基期值20天，目标值10天），完成40%，应完成50%：落后于预期。"
    assert said.en == "16 days on 2026-07-02 (from 20 days to 10 days): 40% of the way, 50% expected: behind."
    assert none.zh == "基期值20天，目标值10天；尚无经确认的测量结果。"
    share = Goal(Decimal(80), Decimal(95), START, DUE, Sentence("%", "%"))
    assert measure_text(Sentence("一次合格率", "First-pass yield"), share) == Sentence(
        "一次合格率：由80%到95%", "First-pass yield: from 80% to 95%"
    )
