from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.finance.budget_table import LinesError, Read, lines_in
from guildhall.finance.duties import BUDGET, QUARTERS, YEAR, State, Terms, due_on, duties_of, step_due
from guildhall.finance.ledger import Kind
from guildhall.finance.limits import Level, Limits, fits, level_needed, may_approve, share_of

LIMITS = Limits(date(2026, 1, 1), 50_000, 200_000)
TERMS = Terms(31, 15, 45)
HEAD, ASSOCIATION = frozenset({Level.HEAD}), frozenset({Level.ASSOCIATION})


@pytest.mark.parametrize(
    ("amount", "kind", "is_branch", "level"),
    [
        (50_000, Kind.EXPENSE, True, Level.HEAD),
        (50_001, Kind.EXPENSE, True, Level.ASSOCIATION),
        (200_000, Kind.EXPENSE, True, Level.ASSOCIATION),
        (200_001, Kind.EXPENSE, True, Level.COUNCIL),
        (1, Kind.EXPENSE, False, Level.ASSOCIATION),
        (1, Kind.ALLOTMENT, True, Level.ASSOCIATION),
        (200_001, Kind.OPENING, True, Level.COUNCIL),
    ],
)
def test_the_limit_itself_is_within_it(amount, kind, is_branch, level):
    assert level_needed(LIMITS, kind=kind, amount=amount, is_branch=is_branch).level == level


def test_without_an_upper_limit_the_secretary_general_approves_any_amount():
    open_end = Limits(date(2026, 1, 1), 50_000, None)

    assert level_needed(open_end, kind=Kind.EXPENSE, amount=10**12, is_branch=True).level == Level.ASSOCIATION


def test_the_verdict_says_the_rule():
    answer = level_needed(LIMITS, kind=Kind.EXPENSE, amount=60_000, is_branch=True)

    assert (
        answer.sentence.zh
        == "600.00元，超过分支机构负责人审批限额500.00元，由秘书长审批（2026年1月1日起施行）"
    )
    assert "¥600.00 is above the ¥500.00" in answer.sentence.en


@pytest.mark.parametrize(
    ("amount", "held", "resolution", "code"),
    [
        (50_000, HEAD, "", "head"),
        (50_001, HEAD, "", "above_limit"),
        (50_001, ASSOCIATION, "", "association"),
        (50_000, ASSOCIATION, "", "head"),
        (200_001, ASSOCIATION, "", "resolution_needed"),
        (200_001, HEAD, "1号", "above_limit"),
        (200_001, ASSOCIATION, "1号", "council"),
    ],
)
def test_who_may_approve(amount, held, resolution, code):
    needed = level_needed(LIMITS, kind=Kind.EXPENSE, amount=amount, is_branch=True)

    assert may_approve(needed, held, resolution).code == code


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_budget_is_never_exceeded_where_the_rules_refuse_it(budgeted, used, amount):
    answer = fits(LIMITS, budgeted=budgeted, used=used, amount=amount, reason="展会提前")

    assert answer.ok == (used + amount <= budgeted)


def test_a_reason_opens_the_budget_where_the_rules_ask_for_one():
    rules = Limits(date(2026, 1, 1), 0, None, refuses_over_budget=False)

    assert fits(rules, budgeted=1, used=0, amount=2, reason=" ").code == "over_budget_reason_needed"
    assert fits(rules, budgeted=1, used=0, amount=2, reason="展会提前").code == "over_budget_with_reason"


@given(st.integers(0, 10**12), st.integers(0, 100))
def test_a_share_is_never_more_than_what_was_collected(amount, percent):
    assert 0 <= share_of(amount, percent) <= amount


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sets(st.sampled_from([BUDGET, YEAR, *QUARTERS])))
def test_a_duty_is_late_only_after_its_last_day_and_never_when_done(today, done):
    for duty in duties_of(TERMS, year=2026, done=done, today=today):
        assert duty.due_on == due_on(TERMS, 2026, duty.what)
        assert (duty.state == State.DONE) == (duty.what in done)
        assert (duty.state == State.LATE) == (duty.what not in done and today > duty.due_on)
        assert duty.late == (max((today - duty.due_on).days, 0) if duty.what not in done else 0)


def test_a_branch_set_up_in_july_owes_no_statement_of_spring():
    since = date(2026, 7, 10)
    found = duties_of(TERMS, year=2026, done=(), today=date(2026, 7, 11), since=since)

    assert [duty.what for duty in found] == [BUDGET, 3, 4, YEAR]
    assert found[0].due_on == since + timedelta(days=31)


@pytest.mark.parametrize(("days", "step"), [(6, None), (7, 7), (13, 7), (14, 14), (400, 14)])
def test_the_latest_step_that_has_come_is_due(days, step):
    issued = date(2026, 11, 1)

    assert step_due([7, 14], since=issued, today=issued + timedelta(days=days)) == step


def test_lines_are_read_below_their_headings_by_name_or_code_in_either_language():
    rows = [
        (1, ["2026年度预算", "", ""]),
        (3, ["类别", "用途", "金额（元）"]),
        (4, ["会议与活动", "年会", "３，０００元"]),
        (5, ["Travel", "", "1200.5"]),
        (6, ["4301", "培训", "2万"]),
        (8, ["", "合计", "24200.5"]),
    ]

    assert lines_in(rows) == [
        Read("510101", "年会", 300_000),
        Read("520103", "", 120_050),
        Read("4301", "培训", 2_000_000),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["会费收入", "", "5"], "no_such_category"),
        (["差旅费用", "", "-5"], "no_amount"),
        (["差旅费用", "", "五百"], "no_amount"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(row, code):
    with pytest.raises(LinesError) as refusal:
        lines_in([(1, ["类别", "用途", "金额"]), (7, row)])

    assert (refusal.value.code, refusal.value.row) == (code, 7)


def test_a_table_without_headings_is_refused():
    with pytest.raises(LinesError) as refusal:
        lines_in([(1, ["a", "b"])])

    assert refusal.value.code == "no_headings"
