from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.commitments.steps import BEFORE, DUE, ESCALATED, OVERDUE, Rules, Step, steps_due

DEADLINE = date(2026, 6, 30)
RULES = st.builds(
    Rules,
    before=st.lists(st.integers(1, 60), max_size=4).map(tuple),
    every=st.integers(1, 30),
    escalate_after=st.integers(1, 40),
)
USUAL = Rules()
DAYS = st.lists(st.integers(-100, 100), max_size=60)


def due(left, sent=(), rules=USUAL, **details):
    today = DEADLINE - timedelta(days=left)
    return steps_due(deadline=DEADLINE, today=today, rules=rules, sent=sent, **details)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (15, []),
        (14, [Step(BEFORE, 14)]),
        (8, [Step(BEFORE, 14)]),
        (7, [Step(BEFORE, 7)]),
        (1, [Step(BEFORE, 1)]),
        (0, [Step(DUE)]),
        (-1, [Step(OVERDUE, 1)]),
        (-6, [Step(OVERDUE, 1)]),
        (-7, [Step(OVERDUE, 1), Step(ESCALATED)]),
        (-8, [Step(OVERDUE, 2), Step(ESCALATED)]),
    ],
)
def test_the_step_that_fits_the_day_is_due(left, expected):
    assert due(left) == expected


def test_a_missed_day_is_caught_up_by_one_step_not_by_a_flood():
    assert due(-30, sent=[Step(BEFORE, 14)]) == [Step(OVERDUE, 5), Step(ESCALATED)]


def test_nothing_is_sent_before_the_deadline_on_the_day_of_adoption():
    assert due(3, adopted_on=DEADLINE - timedelta(days=3)) == []
    assert due(2, adopted_on=DEADLINE - timedelta(days=3)) == [Step(BEFORE, 7)]


@given(RULES, DAYS)
def test_however_the_job_runs_no_step_is_sent_twice_and_no_day_brings_two_reminders(rules, days):
    sent: list[Step] = []
    for left in days:
        new = due(left, sent, rules)
        assert len([step for step in new if step.step != ESCALATED]) <= 1
        assert due(left, sent + new, rules) == []
        sent += new

    assert len(sent) == len(set(sent))


@given(RULES, st.integers(-100, 100))
def test_a_run_after_a_gap_sends_what_an_unbroken_run_would_have_sent_last(rules, left):
    unbroken: list[Step] = []
    for day in range(100, left - 1, -1):
        unbroken += due(day, unbroken, rules)

    after_gap = due(left, [], rules)

    assert set(after_gap) <= set(unbroken)
    assert [step for step in unbroken if step.step != ESCALATED][-1:] == [
        step for step in after_gap if step.step != ESCALATED
    ]


@given(RULES, st.integers(1, 100))
def test_the_superior_is_told_from_the_named_day_on_and_not_before(rules, late):
    assert (Step(ESCALATED) in due(-late, [], rules)) == (late >= rules.escalate_after)
