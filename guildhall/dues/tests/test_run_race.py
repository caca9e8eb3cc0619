"""Many at once, each on a connection of their own; the same on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import Sum

from guildhall.accounts.powers import Power
from guildhall.core.errors import RuleError
from guildhall.dues import actions, booking
from guildhall.dues.models import DuesNotice, DuesRun, Entry, Posting, Waiver
from guildhall.dues.queries import open_of
from guildhall.dues.tests.make import (
    make_association,
    make_member,
    make_notice,
    make_run,
    make_standard,
    make_tier,
    make_treasurer,
    make_user_with_powers,
    make_waiver,
)
from guildhall.jobs.models import Job

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


@pytest.fixture
def run():
    association = make_association()
    tier = make_tier(association)
    for _number in range(9):
        make_member(tier=tier)
    return make_run(make_standard(association, rates={tier: 500_000}))


def fresh(row):
    return type(row).objects.select_related("association").get(pk=row.pk)


def test_a_run_started_four_times_at_once_is_one_run(run):
    treasurer = make_treasurer(run.association)

    answers = at_once(*[lambda: actions.book_run(fresh(run), actor=treasurer).state] * 4)

    assert sorted(answers) == ["booking", "not_in_preview", "not_in_preview", "not_in_preview"]
    assert Job.objects.count() == 1


def test_two_workers_that_book_at_once_book_once_without_gaps(monkeypatch, run):
    monkeypatch.setattr(booking, "BOOKED_AT_ONCE", 2)
    DuesRun.objects.filter(pk=run.pk).update(state="booking")

    answers = at_once(*[lambda: booking.book_run_in_batches(fresh(run), actor=None)] * 2)

    assert sum(answers) == 9
    numbers = sorted(DuesNotice.objects.values_list("number", flat=True))
    assert numbers == [f"HF2026-{number:05}" for number in range(1, 10)]
    assert Entry.objects.count() == 9
    assert Posting.objects.aggregate(total=Sum("amount"))["total"] == 0
    assert fresh(run).state == "booked"


def test_of_waivers_approved_at_once_no_more_than_is_open_is_waived():
    association = make_association()
    notice = make_notice(association, amount=500_000)
    make_treasurer(association)
    judge = make_user_with_powers(association, Power.DECIDE)
    asked = [make_waiver(notice, amount=300_000) for _number in range(3)]

    def approve(waiver):
        held = Waiver.objects.select_related("association", "notice__association").get(pk=waiver.pk)
        return actions.approve_waiver(held, actor=judge).state

    answers = at_once(*(lambda waiver=waiver: approve(waiver) for waiver in asked))

    assert sorted(answers) == ["approved", "more_than_open", "more_than_open"]
    assert open_of(notice) == 200_000
