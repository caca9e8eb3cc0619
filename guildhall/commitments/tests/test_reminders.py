import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from guildhall.accounts.powers import Power
from guildhall.audit.queries import broken_places
from guildhall.commitments import actions
from guildhall.commitments.models import FollowUpRules, Reminder
from guildhall.commitments.tasks import remind
from guildhall.commitments.tests.make import (
    in_days,
    make_association,
    make_body,
    make_commitment,
    make_holder,
    make_person,
    today,
    user_of,
)
from guildhall.core.errors import InvalidError, NotAllowedError
from guildhall.notices.actions import give_notices
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


def sent():
    return list(Reminder.objects.order_by("sent_at", "id").values_list("step", "number"))


def run(body, days=0):
    return actions.send_reminders(body.association, on=in_days(days))


def test_a_reminder_reaches_the_responsible_person_with_its_notice_and_its_log(body, responsible, lines):
    commitment = make_commitment(body, responsible=responsible, deadline=in_days(7))

    assert run(body) == 1

    reminder, notice = Reminder.objects.get(), Notice.objects.get()
    assert (reminder.step, reminder.number, reminder.told) == ("before", 7, responsible)
    assert notice.user == user_of(responsible)
    assert str(commitment.pk) in notice.link
    assert lines() == ["commitment.reminded"]


def test_a_second_run_sends_nothing_again(commitment, body):
    run(body, 25)

    assert run(body, 25) == 0
    assert Notice.objects.count() == 1


def test_the_whole_course_from_first_reminder_to_escalation(commitment, body, head):
    for day in range(45):
        run(body, day)

    assert sent() == [
        ("before", 14),
        ("before", 7),
        ("before", 1),
        ("due", 1),
        ("overdue", 1),
        ("escalated", 1),
        ("overdue", 2),
    ]
    assert Notice.objects.get(user=head).subject_en.startswith("7 days late")


def test_after_days_without_a_run_one_step_stands_for_all_that_were_missed(commitment, body, head):
    run(body, 16)
    run(body, 45)

    assert sent() == [("before", 14), ("overdue", 3), ("escalated", 1)]


@pytest.mark.parametrize("state", ["draft", "reported", "accepted", "cancelled"])
def test_only_what_is_under_way_is_reminded_of(body, state):
    make_commitment(body, state=state, deadline=in_days(-3))

    assert run(body) == 0


def test_a_moved_deadline_begins_anew(commitment, body, head):
    run(body, 29)
    actions.postpone_deadline(commitment, deadline=in_days(43), reason="Fair postponed", actor=head)

    run(body, 29)

    assert sent() == [("before", 1), ("before", 14)]


def test_the_named_superior_is_told_before_the_head(body, head):
    superior = make_person(body.association)
    make_commitment(body, superior=superior, deadline=in_days(-8))

    run(body)

    assert Reminder.objects.get(step="escalated").told == superior


def test_without_a_head_the_secretary_general_is_told(body):
    secretary_general = make_holder(body.parent, Power.READ, kind="secretary_general")
    make_commitment(body, deadline=in_days(-8))

    run(body)

    assert Reminder.objects.get(step="escalated").told == secretary_general.people.get()


def test_a_head_who_is_late_is_not_reported_to_themselves(body, head):
    make_commitment(body, responsible=head.people.get(), deadline=in_days(-8))

    run(body)

    assert sent() == [("overdue", 2)]


def test_an_association_s_own_rules_are_followed(body, head):
    FollowUpRules.objects.create(
        association=body.association, remind_days=[3], overdue_every=2, escalate_after=1
    )
    make_commitment(body, deadline=in_days(4))

    for day in range(8):
        run(body, day)

    assert sent() == [("before", 3), ("due", 1), ("overdue", 1), ("escalated", 1), ("overdue", 2)]


def test_a_record_reminds_nobody():
    body = make_body(make_association(is_record=True, source="a page"))
    make_commitment(body, deadline=in_days(-30))

    assert run(body) == 0


def test_the_clock_sends_from_half_past_seven_where_the_association_is(body):
    association = body.association
    association.timezone = "Asia/Shanghai"
    association.save()
    make_commitment(body, deadline=today() + timedelta(days=6))
    morning = datetime.combine(today(), datetime.min.time(), UTC) - timedelta(minutes=31)  # 07:29 in Shanghai

    remind(morning)
    assert not Reminder.objects.exists()

    remind(morning + timedelta(minutes=2))
    assert Reminder.objects.count() == 1


def test_rules_are_set_by_whoever_manages_and_make_sense(body):
    association, manager = body.association, make_holder(body.parent, Power.MANAGE)
    usual: dict[str, Any] = {
        "amber_days": 10,
        "remind_days": [1, 14, 14],
        "overdue_every": 7,
        "escalate_after": 3,
    }

    rules = actions.set_follow_up_rules(association=association, **usual, actor=manager)
    assert rules.remind_days == [14, 1]

    for wrong in ({"overdue_every": 0}, {"remind_days": [0]}, {"amber_days": 366}, {"escalate_after": 0}):
        with pytest.raises(InvalidError):
            actions.set_follow_up_rules(association=association, **usual | wrong, actor=manager)
    with pytest.raises(NotAllowedError):
        actions.set_follow_up_rules(association=association, **usual, actor=make_holder(body, Power.DECIDE))


def killed_while_it_runs(work: Callable[[], object]) -> None:
    """Do the work in a process of its own, which kills itself in the middle of it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
def test_nothing_is_half_done_when_a_run_is_killed(body):
    """Dies between reminder and notice of the second commitment; the next run finds both whole."""
    for _ in range(3):
        make_commitment(body, deadline=in_days(7))
    given: list[object] = []

    def give_or_die(association, drafts):
        given.append(drafts)
        if len(given) == 2:
            assert Reminder.objects.count() == 2
            os.kill(os.getpid(), signal.SIGKILL)
        return give_notices(association, drafts)

    def run_and_die():
        step = "guildhall.commitments.actions.reminder.give_notices"
        pytest.MonkeyPatch().setattr(step, give_or_die)
        run(body)

    killed_while_it_runs(run_and_die)

    assert (Reminder.objects.count(), Notice.objects.count()) == (1, 1)
    assert run(body) == 2
    assert (Reminder.objects.count(), Notice.objects.count()) == (3, 3)
    assert not broken_places(body.association)
