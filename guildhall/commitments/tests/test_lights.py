from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.commitments.lights import Light, Step, light, progress, rolled_up

TODAY = date(2026, 3, 2)
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (date(2026, 3, 1), Light.OVERDUE),
        (date(2026, 3, 2), Light.DUE_SOON),
        (date(2026, 3, 9), Light.DUE_SOON),
        (date(2026, 3, 10), Light.ON_TRACK),
    ],
)
def test_the_deadline_itself_is_not_late_and_the_seventh_day_is_amber(deadline, expected):
    assert light("adopted", deadline, TODAY) == expected


def test_an_open_milestone_that_is_near_or_past_turns_the_light_amber():
    far = date(2026, 12, 1)

    assert light("adopted", far, TODAY, [Step(date(2026, 3, 5))]) == Light.DUE_SOON
    assert light("adopted", far, TODAY, [Step(date(2026, 1, 5))]) == Light.DUE_SOON
    assert light("adopted", far, TODAY, [Step(date(2026, 1, 5), date(2026, 1, 4))]) == Light.ON_TRACK


def test_a_late_milestone_never_hides_that_the_whole_is_late():
    assert light("adopted", date(2026, 3, 1), TODAY, [Step(date(2026, 1, 5))]) == Light.OVERDUE


@given(st.sampled_from(["draft", "reported", "accepted", "cancelled"]), st.none() | DAYS, st.integers(0, 60))
def test_what_is_not_under_way_shows_its_state_whatever_the_day(state, deadline, amber_days):
    assert light(state, deadline, TODAY, amber_days=amber_days).colour in ("grey", "blue")


@given(DAYS, DAYS, st.integers(0, 60))
def test_time_makes_a_light_only_worse(deadline, day, amber_days):
    order = [Light.ON_TRACK, Light.DUE_SOON, Light.OVERDUE]
    today = light("adopted", deadline, day, amber_days=amber_days)
    tomorrow = light("adopted", deadline, day + timedelta(days=1), amber_days=amber_days)

    assert order.index(tomorrow) >= order.index(today)


@given(st.none() | DAYS, DAYS)
def test_a_record_never_says_that_something_is_late(deadline, day):
    assert light("adopted", deadline, day, of_record=True) == Light.NOT_STATED


@pytest.mark.parametrize(
    ("state", "percent", "done", "milestones", "expected"),
    [
        ("adopted", 30, 0, 0, 30),
        ("adopted", 30, 1, 2, 50),
        ("adopted", 80, 1, 2, 80),
        ("reported", 80, 1, 2, 100),
        ("accepted", 0, 0, 0, 100),
    ],
)
def test_progress_is_what_was_reported_but_not_less_than_the_milestones_done(
    state, percent, done, milestones, expected
):
    assert progress(state, percent, done, milestones) == expected


@given(st.lists(st.integers(0, 100)))
def test_a_plan_is_done_exactly_when_all_its_items_are(percents):
    rolled = rolled_up(percents)

    assert (rolled == 100) == (bool(percents) and all(percent == 100 for percent in percents))
    assert (rolled is None) == (not percents)
