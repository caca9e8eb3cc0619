"""Somebody checks in for themselves."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.meetings import actions
from guildhall.meetings.models import AttendanceEvent, Invitation
from guildhall.meetings.tests.make import make_invitation, make_user, make_user_with_powers
from guildhall.meetings.tests.make_session import make_clerk, make_event, make_sitting


@pytest.fixture
def invitation(db):
    return make_invitation(make_sitting(entitled=0))


def enter(invitation, **details):
    given = {"mode": "on_site", "client_id": uuid.uuid4(), "key": invitation.check_in_key, "actor": None}
    return actions.check_in(invitation, **given | details)


def test_with_the_key_of_the_invitation_somebody_checks_in(invitation):
    event = enter(invitation)

    assert (event.kind, event.mode, event.invitation) == ("in", "on_site", invitation)
    assert AuditEntry.objects.get().action == "attendance.checked_in"


def test_the_invited_person_needs_no_key_when_signed_in(invitation):
    user = make_user()
    invitation.person.user = user
    invitation.person.save()

    assert enter(invitation, key="", actor=user).recorded_by == user


def test_whoever_runs_the_meeting_may_check_others_in(invitation):
    clerk = make_clerk(invitation.meeting)

    assert enter(invitation, key="", actor=clerk).recorded_by == clerk


@pytest.mark.parametrize("key", ["", "WRONG", "密码"])
@pytest.mark.parametrize("who", ["nobody", "a colleague"])
def test_nobody_else_can_check_them_in(invitation, key, who):
    actor = None if who == "nobody" else make_user_with_powers(invitation.association)

    with pytest.raises(NotAllowedError):
        enter(invitation, key=key, actor=actor)

    assert not AttendanceEvent.objects.exists()


def test_a_second_check_in_says_since_when(invitation):
    since = timezone.now() - timedelta(minutes=7)
    make_event(invitation, at=since)

    with pytest.raises(RuleError) as refusal:
        enter(invitation)

    assert refusal.value.code == "already_checked_in"
    assert timezone.localtime(since).strftime("%H:%M") in str(refusal.value.message)
    assert AttendanceEvent.objects.count() == 1


def test_the_same_check_in_sent_again_is_answered_as_before(invitation):
    name = uuid.uuid4()
    first = enter(invitation, client_id=name)

    assert enter(invitation, client_id=name) == first
    assert AuditEntry.objects.count() == 1


def test_coming_from_the_call_into_the_room_is_a_check_in_of_its_own(invitation):
    make_event(invitation, mode="online")

    assert enter(invitation).mode == "on_site"


def test_going_out_ends_the_stay(invitation):
    make_event(invitation)

    enter(invitation, kind="out")

    assert AuditEntry.objects.get().action == "attendance.checked_out"


def test_nobody_goes_out_who_has_not_come_in(invitation):
    with pytest.raises(RuleError) as refusal:
        enter(invitation, kind="out")

    assert refusal.value.code == "not_checked_in"


def test_a_withdrawn_invitation_checks_nobody_in(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    invitation.refresh_from_db()

    with pytest.raises(InvalidError) as refusal:
        enter(invitation)

    assert refusal.value.code == "not_invited"


def test_a_check_in_of_tomorrow_is_refused(invitation):
    with pytest.raises(InvalidError) as refusal:
        enter(invitation, at=timezone.now() + timedelta(days=1))

    assert refusal.value.code == "time_outside_meeting"


@pytest.mark.django_db(transaction=True)
def test_eight_check_ins_of_one_person_at_the_same_moment_are_one_presence():
    invitation = make_invitation(make_sitting(entitled=0))

    def attempt(_number):
        try:
            enter(Invitation.objects.select_related("meeting", "person", "association").get(pk=invitation.pk))
        except RuleError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "stored"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(attempt, range(8)))

    assert answers == ["already_checked_in"] * 7 + ["stored"]
    assert AttendanceEvent.objects.count() == 1
