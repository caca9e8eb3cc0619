"""Several people at once, each on a connection of their own; the same on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from guildhall.core.errors import RuleError
from guildhall.finance import actions
from guildhall.finance.models import Voucher
from guildhall.finance.tests.make import (
    make_association,
    make_branch,
    make_request,
    make_secretary_general,
    make_spending_rules,
)

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


def make_scene():
    association = make_association()
    make_spending_rules(association)
    return make_branch(association), [make_secretary_general(association) for _one in range(2)]


def test_of_two_who_approve_the_same_voucher_at_once_one_does():
    branch, approvers = make_scene()
    voucher = make_request(branch)

    def approve(actor):
        fresh = Voucher.objects.select_related("association", "body__association").get(pk=voucher.pk)
        actions.approve_voucher(fresh, actor=actor)
        return "approved"

    answers = at_once(*(lambda actor=actor: approve(actor) for actor in approvers))
    assert sorted(answers) == ["approved", "other_state"]
    assert Voucher.objects.get(pk=voucher.pk).approver in approvers


def test_two_vouchers_approved_at_once_do_not_exceed_the_budget_together():
    branch, approvers = make_scene()
    vouchers = [make_request(branch, amount=180_000) for _one in range(2)]

    def approve(voucher, actor):
        fresh = Voucher.objects.select_related("association", "body__association").get(pk=voucher.pk)
        actions.approve_voucher(fresh, actor=actor)
        return "approved"

    pairs = zip(vouchers, approvers, strict=True)
    answers = at_once(*(lambda pair=pair: approve(*pair) for pair in pairs))
    assert sorted(answers) == ["approved", "over_budget"]


def test_vouchers_booked_at_once_get_numbers_without_gaps():
    branch, treasurers = make_scene()
    vouchers = [make_request(branch, kind="income", category="4301") for _one in range(4)]

    def book(place):
        fresh = Voucher.objects.select_related("association", "body__association")
        voucher = fresh.get(pk=vouchers[place].pk)
        return actions.book_voucher(voucher, actor=treasurers[place % 2]).number

    assert sorted(at_once(*(lambda place=place: book(place) for place in range(4)))) == [1, 2, 3, 4]
