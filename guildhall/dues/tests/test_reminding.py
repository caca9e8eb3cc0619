from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.dues.reminding import StepPlan, filled, step_due, unknown_places

DUE = date(2026, 11, 30)
TIER, OTHER = uuid4(), uuid4()
STEPS = [StepPlan("before", -7), StepPlan("first", 10), StepPlan("own", 10, TIER), StepPlan("last", 40)]


def due(days, *, sent=(), tier=OTHER):
    step = step_due(STEPS, due_on=DUE, today=DUE + timedelta(days=days), tier=tier, sent=sent)
    return step and step.key


@pytest.mark.parametrize(
    ("days", "sent", "expected"),
    [
        (-8, (), None),
        (-7, (), "before"),
        (9, (-7,), None),
        (10, (-7,), "first"),
        (25, (-7,), "first"),
        (25, (-7, 10), None),
        (41, (-7,), "last"),
        (41, (-7, 10, 40), None),
        (400, (), "last"),
        (41, (50,), None),
    ],
)
def test_the_latest_step_that_was_reached_is_sent_once(days, sent, expected):
    assert due(days, sent=sent) == expected


def test_a_tier_with_words_of_its_own_gets_those():
    assert due(12, tier=TIER) == "own"
    assert due(41, tier=TIER) == "last"


@given(st.sets(st.integers(-30, 90), max_size=6), st.lists(st.integers(-40, 120), max_size=12))
def test_no_step_is_sent_twice_and_none_after_a_later_one(days, looks):
    steps, sent = [StepPlan(day, day) for day in days], []
    for look in sorted(looks):
        step = step_due(steps, due_on=DUE, today=DUE + timedelta(days=look), tier=TIER, sent=sent)
        if step:
            sent.append(step.days)

    assert sent == sorted(set(sent))


def test_places_are_filled_in_and_what_a_name_says_is_not_read_as_one():
    assert filled("{name}，{open}", {"name": "{open}公司", "open": "5元"}) == "{open}公司，5元"
    assert unknown_places("{name} {secret} {}") == ["secret", ""]
