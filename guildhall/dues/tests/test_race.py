"""Many treasurers at once, each on a connection of their own; the same on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from guildhall.core.errors import RuleError
from guildhall.dues import actions
from guildhall.dues.models import DuesNotice, DuesRun, Payment, StatementLine
from guildhall.dues.queries import open_of
from guildhall.dues.tests.make import DUE, make_association, make_notice, make_treasurer
from guildhall.dues.tests.make_payment import PAID, make_line
from guildhall.members.models import Member

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """What each act returned, or the code with which it was refused."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except RuleError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_many_who_book_the_same_line_at_once_one_does():
    association = make_association()
    treasurer = make_treasurer(association)
    notice, line = make_notice(association), make_line(association, actor=treasurer)

    def book():
        fresh = StatementLine.objects.select_related("association").get(pk=line.pk)
        actions.book_line(fresh, shares={notice: notice.amount}, actor=treasurer)
        return "booked"

    assert sorted(at_once(*[book] * 4)) == ["booked", *["line_not_open"] * 3]
    assert (Payment.objects.count(), open_of(notice)) == (1, 0)


def test_of_many_payments_of_one_notice_at_once_only_what_is_owed_is_taken():
    association = make_association()
    treasurer = make_treasurer(association)
    notice = make_notice(association)
    lines = [make_line(association, actor=treasurer) for _one in range(4)]

    def book(line):
        fresh = StatementLine.objects.select_related("association").get(pk=line.pk)
        actions.book_line(fresh, shares={notice: notice.amount}, actor=treasurer)
        return "booked"

    answers = at_once(*(lambda line=line: book(line) for line in lines))
    assert sorted(answers) == ["booked", *["more_than_owed"] * 3]
    paid = DuesNotice.objects.get(pk=notice.pk)
    assert open_of(paid) == paid.still_open == 0
    assert StatementLine.objects.filter(state=StatementLine.State.OPEN).count() == 3


def test_what_stays_open_is_kept_right_when_many_pay_parts_of_a_notice_at_once():
    association = make_association()
    treasurer = make_treasurer(association)
    notice = make_notice(association)

    def pay():
        member = Member.objects.select_related("association").get(pk=notice.member_id)
        actions.record_payment(member, amount=100_000, received_on=PAID, actor=treasurer)
        return "paid"

    assert at_once(*[pay] * 4) == ["paid"] * 4
    paid = DuesNotice.objects.get(pk=notice.pk)
    assert open_of(paid) == paid.still_open == 100_000


def test_of_two_who_set_a_target_at_once_one_is_told():
    association = make_association()
    treasurer = make_treasurer(association)
    run = make_notice(association).run

    def aim(percent):
        fresh = DuesRun.objects.select_related("association").get(pk=run.pk)
        actions.set_target(fresh, percent=percent, on=DUE, version=run.version, actor=treasurer)
        return "set"

    assert sorted(at_once(lambda: aim(70), lambda: aim(80))) == ["changed_meanwhile", "set"]
