from datetime import date

import pytest
from django.db.models import Sum

from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.dues.actions import undo_payment
from guildhall.dues.models import Posting
from guildhall.dues.queries import open_of
from guildhall.dues.tests.make import make_notice
from guildhall.finance import actions, queries
from guildhall.finance.models import SpendingRules
from guildhall.finance.tests.make import make_collection, make_own_unit, make_statement

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 6)


def refused(code, act):
    with pytest.raises(RuleError) as refusal:
        act()
    assert refusal.value.code == code


def money(body):
    rows = Posting.objects.filter(account__body=body if body.parent_id else None, account__code="1002")
    return rows.aggregate(total=Sum("amount", default=0))["total"]


@pytest.fixture
def notice(association):
    return make_notice(association, amount=500_000)


def report(branch, notice, secretary, **details):
    given = {"member": notice.member, "amount": 500_000, "on": DAY, "way": "bank"}
    return actions.report_collection(branch, **given | details, actor=secretary)


def test_dues_that_a_branch_collects_are_the_associations(branch, notice, secretary, treasurer, lines):
    collection = report(branch, notice, secretary)
    assert open_of(notice) == 500_000
    actions.book_collection(collection, actor=treasurer)

    assert (collection.state, collection.share, open_of(notice)) == ("booked", 0, 0)
    assert "齿轮分会" in collection.payment.remark
    notice.refresh_from_db()
    assert notice.collector == secretary
    assert (money(make_own_unit(branch.association)), money(branch)) == (500_000, 0)
    assert queries.collected_in(branch, 2026).amount == 500_000
    assert lines()[-3:] == ["collection.reported", "payment.recorded", "collection.booked"]


def test_only_a_share_that_the_rules_grant_becomes_the_branchs(branch, notice, secretary, treasurer):
    SpendingRules.objects.update(dues_share=10)
    collection = actions.book_collection(report(branch, notice, secretary), actor=treasurer)
    assert (money(make_own_unit(branch.association)), money(branch)) == (450_000, 50_000)
    figures = queries.figures_of(branch, 2026).year
    assert (figures.total_income, figures.others) == (0, {"3109": 50_000})

    actions.undo_collection(collection, reason="退票", actor=treasurer)
    assert (money(make_own_unit(branch.association)), money(branch), open_of(notice)) == (0, 0, 500_000)
    refused("other_state", lambda: actions.undo_collection(collection, reason="再次", actor=treasurer))


def test_a_share_is_taken_back_also_where_the_payment_was_undone_under_dues(
    branch, notice, secretary, treasurer
):
    SpendingRules.objects.update(dues_share=10)
    collection = actions.book_collection(report(branch, notice, secretary), actor=treasurer)
    undo_payment(collection.payment, reason="退票", actor=treasurer)
    assert queries.collected_in(branch, 2026).amount == 0

    collection.refresh_from_db()
    actions.undo_collection(collection, reason="退票", actor=treasurer)
    assert money(branch) == 0


def test_no_share_is_booked_in_a_closed_quarter(branch, notice, secretary, treasurer):
    SpendingRules.objects.update(dues_share=10)
    make_statement(branch, quarter=2)
    collection = report(branch, notice, secretary)

    refused("quarter_closed", lambda: actions.book_collection(collection, actor=treasurer))
    assert open_of(notice) == 500_000


def test_the_branch_reports_and_the_treasurer_decides(branch, notice, secretary, treasurer, lines):
    collection = report(branch, notice, secretary)
    for act in (
        lambda: actions.book_collection(collection, actor=secretary),
        lambda: actions.refuse_collection(collection, reason="x", actor=secretary),
    ):
        with pytest.raises(NotAllowedError):
            act()
    refused(
        "second_person_needed",
        lambda: actions.book_collection(make_collection(branch, reporter=treasurer), actor=treasurer),
    )
    actions.refuse_collection(collection, reason="未到账", actor=treasurer)
    assert lines()[-1] == "collection.refused"
    refused("other_state", lambda: actions.book_collection(collection, actor=treasurer))


@pytest.mark.parametrize(
    ("given", "code"),
    [({"amount": 0}, "no_amount"), ({"on": date(2999, 1, 1)}, "in_the_future")],
)
def test_nothing_and_the_future_are_refused(branch, notice, secretary, given, code):
    refused(code, lambda: report(branch, notice, secretary, **given))


def test_a_former_member_pays_no_dues(branch, notice, secretary):
    notice.member.state = "ended"
    refused("member_ended", lambda: report(branch, notice, secretary))
