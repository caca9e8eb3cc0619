from datetime import date, timedelta

import pytest

from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.finance import actions, queries
from guildhall.finance.tests.make import (
    PDF,
    make_branch,
    make_branch_secretary,
    make_finance_rules,
)
from guildhall.notices.models import Notice
from guildhall.registry.queries import today_in

pytestmark = pytest.mark.django_db
ISSUED = date(2026, 11, 1)


def refused(code, act):
    with pytest.raises(RuleError) as refusal:
        act()
    assert refusal.value.code == code


def issue(association, actor, **details):
    given = {"title_zh": "财务管理办法", "from_on": ISSUED, "remind_days": [14, 7]}
    return actions.issue_finance_rules(
        association, name="办法.pdf", content=PDF, **given | details, actor=actor
    )


def test_a_version_is_issued_told_and_confirmed_by_every_branch(
    association, branch, secretary, treasurer, lines
):
    rules = issue(association, treasurer)
    assert (rules.number, rules.remind_days, Notice.objects.get().user) == (1, [7, 14], secretary)
    other = make_branch(association, name_zh="铸造分会")
    actions.confirm_finance_rules(rules, body=branch, actor=secretary)

    stand = {line.body: line.confirmation for line in queries.confirming(treasurer, rules)}
    assert stand[branch].user == secretary
    assert stand[other] is None
    assert [line.body for line in queries.confirming(secretary, rules)] == [branch]
    assert lines()[-1] == "finance_rules.confirmed"


def test_nobody_confirms_for_a_branch_without_a_post_in_it(association, branch, secretary, treasurer, reader):
    rules = make_finance_rules(association)
    other = make_branch_secretary(make_branch(association))

    for outsider in (treasurer, reader, other):
        with pytest.raises(NotAllowedError):
            actions.confirm_finance_rules(rules, body=branch, actor=outsider)


def test_a_version_is_confirmed_once_and_an_old_one_no_more(association, branch, secretary):
    first = make_finance_rules(association)
    actions.confirm_finance_rules(first, body=branch, actor=secretary)
    refused("confirmed_already", lambda: actions.confirm_finance_rules(first, body=branch, actor=secretary))
    make_finance_rules(association)

    newest = queries.finance_rules_list(secretary, association)
    assert [(one.number, vars(one)["confirmed"]) for one in newest] == [(2, 0), (1, 1)]
    refused("rules_succeeded", lambda: actions.confirm_finance_rules(first, body=branch, actor=secretary))


def test_who_has_not_confirmed_is_reminded_once_for_each_version_and_step(association, branch, secretary):
    make_branch_secretary(make_branch(association, name_zh="铸造分会"))
    rules = make_finance_rules(association, issued_on=ISSUED, remind_days=[7, 14])
    actions.confirm_finance_rules(rules, body=branch, actor=secretary)

    sent = [
        actions.send_rules_reminders(association, on=ISSUED + timedelta(days=days))
        for days in (6, 7, 7, 13, 14, 30)
    ]
    assert sent == [0, 1, 0, 0, 1, 0]
    assert not Notice.objects.filter(user=secretary).exists()

    make_finance_rules(association, issued_on=ISSUED, remind_days=[7])
    assert actions.send_rules_reminders(association, on=ISSUED + timedelta(days=8)) == 2


def test_rules_need_a_title_and_days(association, treasurer, reader):
    refused("title_missing", lambda: issue(association, treasurer, title_zh=" "))
    refused("no_such_step", lambda: issue(association, treasurer, remind_days=[-1]))
    with pytest.raises(NotAllowedError):
        issue(association, reader)


def set_rules(association, actor, **details):
    given = {"head_up_to": 1, "association_up_to": 2}
    return actions.set_spending_rules(association, **given | details, actor=actor)


def test_spending_rules_hold_from_a_day_until_the_next(association, treasurer, lines):
    today = today_in(association)
    first = set_rules(association, treasurer, from_on=date(2020, 1, 1))
    second = set_rules(association, treasurer, from_on=today + timedelta(days=5))

    assert queries.rules_on(association, today) == first
    assert queries.rules_on(association, today + timedelta(days=5)) == second
    assert queries.rules_on(association, date(2019, 1, 1)) is None
    assert lines() == ["spending_rules.set"] * 2


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"head_up_to": 3}, "limits_do_not_ascend"),
        ({"dues_share": 101}, "no_such_share"),
        ({"from_on": date(2021, 1, 1)}, "in_the_past"),
    ],
)
def test_rules_that_cannot_hold_are_refused(association, treasurer, details, code):
    set_rules(association, treasurer, from_on=date(2020, 1, 1))

    refused(code, lambda: set_rules(association, treasurer, **{"from_on": today_in(association)} | details))


def test_spending_rules_are_set_by_who_decides(association, branch, head):
    with pytest.raises(NotAllowedError):
        set_rules(association, head, from_on=date(2020, 1, 1))
