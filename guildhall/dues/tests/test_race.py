"""Many treasurers at once, each on a connection of their own; the same on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from guildhall.core.errors import RuleError
from guildhall.dues import actions
from guildhall.dues.models import DuesNotice, Payment, StatementLine
from guildhall.dues.queries import open_of
from guildhall.dues.tests.make import make_association, make_notice, make_treasurer
from guildhall.dues.tests.make_payment import make_line

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
    assert open_of(DuesNotice.objects.get(pk=notice.pk)) == 0
    assert StatementLine.objects.filter(state=StatementLine.State.OPEN).count() == 3
