from datetime import date

import pytest

from guildhall.accounts.models import Association
from guildhall.core.errors import RuleError
from guildhall.dues.tests.make import make_notice
from guildhall.dues.tests.make_payment import make_payment
from guildhall.finance import actions, queries
from guildhall.finance.duties import State
from guildhall.finance.models import FinanceStatement
from guildhall.finance.tests.make import (
    make_branch,
    make_branch_secretary,
    make_budget,
    make_own_unit,
    make_request,
    make_voucher,
)
from guildhall.registry.queries import today_in

pytestmark = pytest.mark.django_db
YEAR = 2025


def refused(code, act):
    with pytest.raises(RuleError) as refusal:
        act()
    assert refusal.value.code == code


@pytest.fixture
def open_branch(branch):
    make_budget(branch, year=YEAR)
    return branch


def take_in(body, treasurer, month, amount, **details):
    return make_voucher(body, treasurer=treasurer, on=date(YEAR, month, 5), amount=amount, **details)


def test_quarters_are_handed_in_accepted_and_add_up_to_the_year(open_branch, secretary, treasurer, lines):
    for month, amount in ((2, 100), (5, 200), (11, 400)):
        take_in(open_branch, treasurer, month, amount)
    handed_in = [
        actions.submit_statement(open_branch, year=YEAR, quarter=quarter, actor=secretary)
        for quarter in (1, 2, 3, 4, 0)
    ]
    for one in handed_in:
        actions.accept_statement(one, actor=treasurer)

    assert [one.figures["total_income"] for one in handed_in] == [100, 200, 0, 400, 700]
    assert [one.figures["closing"] for one in handed_in] == [100, 300, 300, 700, 700]
    assert lines().count("finance_statement.accepted") == 5
    merged = queries.merged_statement(open_branch.association, YEAR, 0)
    assert merged.total.closing == 700
    assert [column.name for column in merged.missing] == ["协会本级"]


def test_what_waits_or_comes_too_early_is_refused(open_branch, secretary):
    this_year = today_in(open_branch.association).year
    make_budget(open_branch, year=this_year)
    make_request(open_branch, on=date(YEAR, 2, 1))

    def submit(year, quarter):
        return lambda: actions.submit_statement(open_branch, year=year, quarter=quarter, actor=secretary)

    refused("vouchers_waiting", submit(YEAR, 1))
    refused("earlier_quarter_missing", submit(YEAR, 2))
    refused("earlier_quarter_missing", submit(YEAR, 0))
    refused("period_not_over", submit(this_year, 0))
    refused("year_not_open", submit(2024, 1))
    refused("no_such_quarter", submit(YEAR, 5))


def test_handed_in_once_and_sent_back_from_the_last_on(open_branch, secretary, treasurer):
    first = actions.submit_statement(open_branch, year=YEAR, quarter=1, actor=secretary)
    refused(
        "statement_known",
        lambda: actions.submit_statement(open_branch, year=YEAR, quarter=1, actor=secretary),
    )
    second = actions.submit_statement(open_branch, year=YEAR, quarter=2, actor=secretary)
    refused("later_stands", lambda: actions.return_statement(first, reason="有误", actor=treasurer))
    actions.return_statement(second, reason="有误", actor=treasurer)
    refused("other_state", lambda: actions.accept_statement(second, actor=treasurer))

    take_in(open_branch, treasurer, 5, 900)
    again = actions.submit_statement(open_branch, year=YEAR, quarter=2, actor=secretary)
    assert again.figures["total_income"] == 900
    assert FinanceStatement.objects.filter(quarter=2).count() == 2


def test_who_handed_it_in_does_not_accept_it(open_branch, treasurer):
    statement = actions.submit_statement(open_branch, year=YEAR, quarter=1, actor=treasurer)

    refused("second_person_needed", lambda: actions.accept_statement(statement, actor=treasurer))


def test_merged_is_the_branches_and_the_associations_own_in_every_line(open_branch, treasurer):
    association: Association = open_branch.association
    own, other = make_own_unit(association), make_branch(association)
    for body in (own, other):
        make_budget(body, year=YEAR)
    take_in(own, treasurer, 1, 50_000, kind="opening")
    take_in(other, treasurer, 3, 7_000, kind="allotment")
    take_in(open_branch, treasurer, 2, 9_000)
    take_in(open_branch, treasurer, 8, 4_000, kind="expense")
    make_payment(make_notice(association, amount=20_000), received_on=date(YEAR, 6, 1), actor=treasurer)

    for quarter in (0, 1, 2, 3, 4):
        merged = queries.merged_statement(association, YEAR, quarter)
        columns = [column.figures for column in merged.columns]
        assert merged.total.closing == sum(one.closing for one in columns)
        for line in merged.lines:
            assert line.total == sum(line.amounts)
    whole = queries.merged_statement(association, YEAR, 0)
    assert (whole.total.closing, whole.total.total_expense) == (75_000, 4_000)
    internal = next(line for line in whole.lines if line.code == "3109")
    assert internal.total == 0
    quarters = [queries.merged_statement(association, YEAR, quarter).total for quarter in (1, 2, 3, 4)]
    assert sum(one.total_income for one in quarters) == whole.total.total_income


def test_what_was_not_handed_in_by_its_day_is_late(open_branch, secretary):
    actions.submit_statement(open_branch, year=YEAR, quarter=1, actor=secretary)
    duties = queries.duties_in(open_branch.association, YEAR, [open_branch])[open_branch.pk]

    assert [duty.what for duty in duties if duty.state == State.LATE] == [2, 3, 4, 0]
    [line] = [
        line
        for line in queries.unit_year(secretary, open_branch.association, YEAR).lines
        if line.body == open_branch
    ]
    assert (len(line.late), line.name) == (4, "齿轮分会")


def test_a_branch_sees_its_own_line_only(open_branch, secretary, treasurer):
    other = make_branch_secretary(make_branch(open_branch.association))

    def seen(user):
        return [line.body.pk for line in queries.unit_year(user, open_branch.association, YEAR).lines]

    assert seen(secretary) == [open_branch.pk]
    assert open_branch.pk not in seen(other)
    assert len(seen(treasurer)) == 3
