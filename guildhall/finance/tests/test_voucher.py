from datetime import date, timedelta

import pytest
from django.db.models import Sum

from guildhall.accounts.powers import Power
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.dues.models import Posting
from guildhall.finance import actions, queries
from guildhall.finance.models import SpendingRules, Voucher
from guildhall.finance.tests.make import (
    PDF,
    make_branch,
    make_branch_secretary,
    make_budget,
    make_file,
    make_own_unit,
    make_request,
    make_secretary_general,
    make_statement,
    make_voucher,
)
from guildhall.registry.queries import today_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 3)
ASKED = {
    "kind": "expense",
    "amount": 10_000,
    "on": DAY,
    "category": "510101",
    "purpose": "会场租赁",
    "counterparty": "云岭会展中心",
}


def held(body):
    """What each account of the unit holds."""
    rows = Posting.objects.filter(account__body=body if body.parent_id else None)
    summed = rows.values_list("account__code").annotate(total=Sum("amount")).order_by("account__code")
    return {code: total for code, total in summed if total}


def refused(code, act):
    with pytest.raises(RuleError) as refusal:
        act()
    assert refusal.value.code == code
    return refusal.value


def test_spending_is_requested_by_one_approved_by_another_and_booked_by_the_treasurer(
    branch, secretary, head, treasurer, lines
):
    make_voucher(branch, treasurer=treasurer, amount=80_000)
    voucher = actions.request_voucher(branch, **ASKED, name="发票.pdf", content=PDF, actor=secretary)
    actions.approve_voucher(voucher, actor=head)
    actions.book_voucher(voucher, actor=treasurer)

    assert (voucher.state, voucher.label, voucher.file.name) == ("booked", "2026-0002", "发票.pdf")
    assert held(branch) == {"1002": 70_000, "4301": -80_000, "510101": 10_000}
    assert "分支机构负责人审批" in voucher.verdicts[0].zh
    assert lines()[-3:] == ["voucher.requested", "voucher.approved", "voucher.booked"]


def test_numbers_have_no_gaps_and_an_undone_voucher_keeps_its_own(branch, treasurer, lines):
    first, second = (make_voucher(branch, treasurer=treasurer) for _one in range(2))
    refused_one = make_request(branch, kind="income", category="4301")
    actions.refuse_voucher(refused_one, reason="重复", actor=treasurer)
    actions.undo_voucher(first, reason="登记有误", actor=treasurer)
    third = make_voucher(branch, treasurer=treasurer)
    other = make_voucher(make_branch(branch.association), treasurer=treasurer)

    assert [one.number for one in (first, second, third, other)] == [1, 2, 3, 1]
    assert (first.state, refused_one.number) == ("undone", None)
    assert held(branch) == {"1002": 20_000, "4301": -20_000}
    assert "voucher.undone" in lines()


def test_undoing_books_an_entry_against_the_first_today(branch, treasurer):
    voucher = make_voucher(branch, treasurer=treasurer)
    actions.undo_voucher(voucher, reason="有误", actor=treasurer)
    entries = [posting.entry for posting in queries.ledger(branch, voucher.undone_on.year)]

    assert voucher.undone_on == today_in(branch.association)
    assert {entry.undoes.event for entry in entries if entry.undoes} == {"finance.income"}
    refused("other_state", lambda: actions.undo_voucher(voucher, reason="再次", actor=treasurer))


def test_the_limits_say_who_approves(branch, head, treasurer):
    voucher = make_request(branch, amount=60_000)
    with pytest.raises(NotAllowedError) as refusal:
        actions.approve_voucher(voucher, actor=head)
    assert refusal.value.code == "above_limit"
    assert "500.00元" in str(refusal.value.message)
    assert actions.approve_voucher(voucher, actor=treasurer).state == "approved"

    large = make_request(branch, amount=200_001, category="510101")
    refused("resolution_needed", lambda: actions.approve_voucher(large, actor=treasurer))
    assert actions.approve_voucher(large, resolution="会决1号", actor=treasurer).resolution == "会决1号"


def test_nobody_decides_on_what_they_asked_for(branch, treasurer):
    voucher = make_request(branch, requester=treasurer)
    refused("second_person_needed", lambda: actions.approve_voucher(voucher, actor=treasurer))

    income = make_request(branch, requester=treasurer, kind="income", category="4301")
    refused("second_person_needed", lambda: actions.book_voucher(income, actor=treasurer))


def test_a_branch_secretarys_powers_end_at_the_own_branch(branch, secretary, head):
    other = make_branch(branch.association, name_zh="铸造分会")
    voucher = make_request(other)
    make_budget(make_own_unit(branch.association))

    assert list(queries.vouchers_visible_to(secretary, branch.association)) == []
    for act in (
        lambda: actions.request_voucher(other, **ASKED, actor=secretary),
        lambda: actions.request_voucher(make_own_unit(branch.association), **ASKED, actor=secretary),
        lambda: actions.approve_voucher(voucher, actor=head),
        lambda: actions.book_voucher(voucher, actor=secretary),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_who_only_reads_changes_nothing(branch, reader):
    voucher = make_request(branch)
    for act in (
        lambda: actions.request_voucher(branch, **ASKED, actor=reader),
        lambda: actions.approve_voucher(voucher, actor=reader),
        lambda: actions.undo_voucher(voucher, reason="x", actor=reader),
    ):
        with pytest.raises(NotAllowedError):
            act()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"amount": 0}, "no_amount"),
        ({"amount": -5}, "no_amount"),
        ({"purpose": " "}, "not_said"),
        ({"category": "4301"}, "no_such_category"),
        ({"kind": "income", "category": "420101"}, "no_such_category"),
        ({"on": date(2025, 12, 31)}, "year_not_open"),
        ({"counterparty": "齿轮分会"}, "no_account_of_its_own"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(branch, secretary, given, code):
    make_budget(branch)

    refused(code, lambda: actions.request_voucher(branch, **ASKED | given, actor=secretary))
    assert not Voucher.objects.exists()


def test_the_future_and_a_year_without_an_approved_budget_are_closed(branch, secretary):
    tomorrow = today_in(branch.association) + timedelta(days=1)
    refused(
        "in_the_future",
        lambda: actions.request_voucher(branch, **ASKED | {"on": tomorrow}, actor=secretary),
    )
    make_budget(branch, state="submitted")
    refused("year_not_open", lambda: actions.request_voucher(branch, **ASKED, actor=secretary))


def test_a_closed_quarter_takes_nothing_more(branch, secretary, treasurer):
    make_voucher(branch, treasurer=treasurer)
    waiting = make_request(branch, kind="income", category="4301")
    make_statement(branch, quarter=1)

    refused("quarter_closed", lambda: actions.request_voucher(branch, **ASKED, actor=secretary))
    refused("quarter_closed", lambda: actions.book_voucher(waiting, actor=treasurer))
    assert make_request(branch, on=date(2026, 4, 1)).state == "requested"


def test_over_the_budget_is_refused_or_asks_for_a_reason_by_the_rules(branch, treasurer):
    actions.approve_voucher(make_request(branch, amount=200_000), actor=treasurer)
    beyond = make_request(branch, amount=100_001)
    refusal = refused("over_budget", lambda: actions.approve_voucher(beyond, actor=treasurer))
    assert "尚余1,000.00元" in str(refusal.message)

    SpendingRules.objects.update(over_budget="reason")
    refused("over_budget_reason_needed", lambda: actions.approve_voucher(beyond, actor=treasurer))
    actions.approve_voucher(beyond, reason="展会提前", actor=treasurer)
    assert (beyond.state, beyond.reason) == ("approved", "展会提前")


def test_no_more_is_spent_than_there_is_and_nothing_without_a_proof(branch, treasurer):
    voucher = make_request(branch)
    actions.approve_voucher(voucher, actor=treasurer)
    refused("file_missing", lambda: actions.book_voucher(voucher, actor=treasurer))
    make_file(voucher)
    refused("more_than_there_is", lambda: actions.book_voucher(voucher, actor=treasurer))
    assert held(branch) == {}
    assert Voucher.objects.get(pk=voucher.pk).number is None

    make_voucher(branch, treasurer=treasurer, amount=10_000)
    assert actions.book_voucher(voucher, actor=treasurer).number == 2


def test_what_was_spent_already_cannot_be_taken_back(branch, treasurer):
    income = make_voucher(branch, treasurer=treasurer)
    make_voucher(branch, treasurer=treasurer, kind="expense")

    refused("more_than_there_is", lambda: actions.undo_voucher(income, reason="退款", actor=treasurer))
    assert held(branch) == {"4301": -10_000, "510101": 10_000}


def test_an_allotment_moves_money_within_the_one_account(branch, treasurer):
    own = make_own_unit(branch.association)
    make_voucher(own, treasurer=treasurer, kind="opening", amount=100_000)
    make_voucher(branch, treasurer=treasurer, kind="allotment", amount=30_000)

    assert held(own) == {"1002": 70_000, "3101": -100_000, "3109": 30_000}
    assert held(branch) == {"1002": 30_000, "3109": -30_000}
    refused(
        "allotted_to_itself",
        lambda: actions.request_voucher(own, **ASKED | {"kind": "allotment"}, actor=treasurer),
    )
    more = make_request(branch, kind="allotment", category="", amount=70_001)
    actions.approve_voucher(more, actor=treasurer)
    refused("more_than_there_is", lambda: actions.book_voucher(more, actor=treasurer))


def test_without_limits_nothing_is_approved(branch, treasurer):
    voucher = make_request(branch)
    SpendingRules.objects.all().delete()

    refused("no_limits", lambda: actions.approve_voucher(voucher, actor=treasurer))


def test_a_file_is_attached_until_it_is_booked(branch, secretary, treasurer, lines):
    voucher = make_request(branch, kind="income", category="4301")
    actions.attach_voucher_file(voucher, name="合同.pdf", content=PDF, actor=secretary)
    assert lines()[-1] == "voucher.file_attached"
    actions.book_voucher(voucher, actor=treasurer)

    refused(
        "other_state",
        lambda: actions.attach_voucher_file(voucher, name="合同.pdf", content=PDF, actor=secretary),
    )
    with pytest.raises(InvalidError):
        actions.attach_voucher_file(make_request(branch), name="x.exe", content=PDF, actor=secretary)


def test_everybody_is_told_what_waits_for_them(association, branch, head, secretary, treasurer, reader):
    small, large = make_request(branch), make_request(branch, amount=60_000)
    ready = make_request(branch, on=date(2026, 2, 4))
    actions.approve_voucher(ready, actor=make_secretary_general(association))

    def waiting(user):
        return queries.vouchers_waiting_for(user, association, most=5)

    assert waiting(head) == [small]
    assert waiting(treasurer) == [small, large, ready]
    assert waiting(secretary) == waiting(reader) == []
    small.requester = head
    small.save()
    assert waiting(head) == []


def test_a_treasurer_of_the_branch_prepares_but_does_not_book(branch):
    keeper = make_branch_secretary(branch, Power.KEEP_MONEY)
    make_budget(branch)
    voucher = actions.request_voucher(branch, **ASKED, actor=keeper)

    with pytest.raises(NotAllowedError):
        actions.book_voucher(make_file(voucher), actor=keeper)
