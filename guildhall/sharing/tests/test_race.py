"""Several people book the same time at once, each on a connection of their own; the same on both databases."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from guildhall.core.errors import RuleError
from guildhall.sharing import actions
from guildhall.sharing.models import BookedTick, Booking, Resource
from guildhall.sharing.tests.make import make_firm_user, make_organization, make_resource, monday_at

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


def test_of_six_who_book_overlapping_times_at_once_nobody_shares_a_quarter_of_an_hour():
    resource = make_resource()
    actors = [make_firm_user(make_organization(resource.association)) for _one in range(6)]

    def book(place):
        fresh = Resource.objects.select_related("association", "organization").get(pk=resource.pk)
        starts = monday_at(8) + timedelta(hours=place % 3)
        # From one to three hours: some overlap at their beginning, some in the middle.
        ends = starts + timedelta(hours=1 + place % 2 * 2)
        given = {"purpose": "试验", "actor": actors[place]}
        if ends > monday_at(12):
            ends = monday_at(12)
        actions.book_resource(fresh, starts_at=starts, ends_at=ends, **given)
        return "booked"

    answers = at_once(*(lambda place=place: book(place) for place in range(6)))

    assert set(answers) <= {"booked", "taken"}
    stands = list(Booking.objects.order_by("starts_at"))
    assert len(stands) == answers.count("booked") >= 1
    assert all(one.ends_at <= other.starts_at for one, other in itertools.pairwise(stands))
    assert BookedTick.objects.count() == sum(booking.minutes for booking in stands) // 15


def test_of_a_booking_and_a_blocked_time_at_once_one_stands():
    resource = make_resource()
    owner = make_firm_user(resource.organization)
    engineer = make_firm_user(make_organization(resource.association))

    def fresh():
        return Resource.objects.select_related("association", "organization").get(pk=resource.pk)

    times = {"starts_at": monday_at(8), "ends_at": monday_at(12)}

    def book():
        actions.book_resource(fresh(), **times, purpose="试验", actor=engineer)
        return "done"

    def block():
        actions.block_time(fresh(), **times, reason="检修", actor=owner)
        return "done"

    assert sorted(at_once(book, block)) == ["done", "taken"]
    assert BookedTick.objects.count() == 16
