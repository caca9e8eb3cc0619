"""Several people prepare the same meeting at the same moment; the same on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from guildhall.core.errors import RuleError
from guildhall.meetings import actions, tasks
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.tests.make import (
    make_body,
    make_item,
    make_meeting,
    make_member,
    make_ready_meeting,
    make_secretary,
)
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def at_once(act):
    """What each of several simultaneous calls returned, or the code with which it was refused."""
    barrier = Barrier(AT_ONCE)

    def run(number):
        barrier.wait()
        try:
            return act(number)
        except RuleError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def fresh(meeting):
    return Meeting.objects.select_related("association", "body__association", "chair").get(pk=meeting.pk)


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def secretary(body):
    return make_secretary(body.association)


def test_of_many_who_change_a_meeting_at_once_one_does(body, secretary):
    meeting = make_meeting(body)

    answers = at_once(
        lambda number: (
            actions.change_meeting(
                fresh(meeting), version=1, place_zh=f"{number}号厅", actor=secretary
            ).place_zh
        )
    )

    assert answers.count("changed_meanwhile") == AT_ONCE - 1
    assert Meeting.objects.get().place_zh in answers


def test_of_many_who_cancel_at_once_one_does(body, secretary):
    meeting = make_meeting(body)

    answers = at_once(
        lambda number: actions.cancel_meeting(fresh(meeting), reason=f"停电{number}", actor=secretary).state
    )

    assert sorted(answers) == sorted([Meeting.State.CANCELLED] + ["not_in_preparation"] * (AT_ONCE - 1))


def test_filling_the_list_several_times_at_once_invites_everyone_once(body, secretary):
    members = [make_member(body) for _number in range(5)]
    meeting = make_meeting(body)

    at_once(lambda _number: actions.fill_invitations(fresh(meeting), actor=secretary))

    assert set(Invitation.objects.values_list("person", flat=True)) == {member.pk for member in members}
    assert Invitation.objects.count() == len(members)


def test_items_moved_at_once_keep_each_a_place_of_its_own(body, secretary):
    meeting = make_meeting(body)
    items = [make_item(meeting) for _number in range(AT_ONCE)]

    at_once(lambda number: actions.move_item(items[number], to="down", actor=secretary).pk)

    positions = list(meeting.agenda.values_list("position", flat=True))
    assert sorted(positions) == list(range(1, AT_ONCE + 1))


def test_a_notice_sent_several_times_at_once_reaches_everyone_once(body, secretary):
    meeting = make_ready_meeting(body, invited=6)
    actions.send_notice(meeting, actor=secretary)

    at_once(lambda _number: actions.deliver_notice(fresh(meeting), report=lambda _done, _total: None))

    assert Notice.objects.count() == 6
    assert meeting.invitations.filter(notified_sequence=0).count() == 6


def test_the_silent_reminded_by_several_at_once_hear_it_once(body, secretary):
    meeting = make_ready_meeting(body, invited=2)
    tasks.send_notice(actions.send_notice(meeting, actor=secretary))

    answers = at_once(lambda _number: actions.remind_unanswered(fresh(meeting), actor=secretary))

    assert Notice.objects.filter(kind="meeting.reminder").count() == 2
    assert answers.count("nobody_to_remind") == AT_ONCE - 1
