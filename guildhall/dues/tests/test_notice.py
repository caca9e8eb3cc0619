"""A notice by itself: issued to who joined later, cancelled, issued again."""

from datetime import date

import pytest
from django.db.models import Sum

from guildhall.core.errors import InvalidError, RuleError
from guildhall.dues import actions, queries
from guildhall.dues.models import Posting
from guildhall.dues.tests.make import (
    make_member,
    make_notice,
    make_tier,
)
from guildhall.dues.tests.test_run import booked, members

pytestmark = pytest.mark.django_db


def test_one_notice_is_issued_to_who_joined_since(tier, run, treasurer, lines):
    members(tier, 1)
    booked(run, treasurer)
    member = make_member(tier=tier, joined_on=date(2026, 11, 2))

    notice = actions.issue_notice(run, member=member, actor=treasurer)

    assert (notice.number, notice.amount) == ("HF2026-00002", 125_000)
    assert lines()[-1] == "dues_notice.issued"
    with pytest.raises(RuleError) as refusal:
        actions.issue_notice(run, member=member, actor=treasurer)
    assert refusal.value.code == "has_one"
    with pytest.raises(RuleError) as refusal:
        actions.issue_notice(run, member=make_member(tier=make_tier(run.association)), actor=treasurer)
    assert refusal.value.code == "owes_nothing"


def test_before_the_run_is_booked_no_single_notice_is_issued(tier, run, treasurer):
    with pytest.raises(RuleError) as refusal:
        actions.issue_notice(run, member=make_member(tier=tier), actor=treasurer)

    assert refusal.value.code == "not_booked"


def test_a_cancelled_notice_leaves_the_books_empty_and_its_member_gets_another_only_when_asked(
    tier, run, treasurer, lines
):
    member = make_member(tier=tier)
    [notice] = booked(run, treasurer)

    actions.cancel_notice(notice, reason="金额有误", actor=treasurer)

    assert lines()[-1] == "dues_notice.cancelled"
    by_account = Posting.objects.values("account").annotate(total=Sum("amount"))
    assert [row["total"] for row in by_account] == [0, 0]
    assert queries.preview(run).count == 0
    assert actions.issue_notice(run, member=member, actor=treasurer).number == "HF2026-00002"


def test_a_notice_is_cancelled_once_with_a_reason_and_not_when_something_was_waived(association, treasurer):
    notice = make_notice(association)
    with pytest.raises(InvalidError):
        actions.cancel_notice(notice, reason=" ", actor=treasurer)
    actions.request_waiver(notice, amount=1, reason="受灾", actor=treasurer)
    with pytest.raises(RuleError) as refusal:
        actions.cancel_notice(notice, reason="错误", actor=treasurer)
    assert refusal.value.code == "not_all_open"
    notice.waivers.all().delete()
    actions.cancel_notice(notice, reason="错误", actor=treasurer)

    with pytest.raises(RuleError) as refusal:
        actions.cancel_notice(notice, reason="错误", actor=treasurer)

    assert refusal.value.code == "notice_cancelled"
