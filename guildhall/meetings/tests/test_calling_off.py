"""Cancelling and postponing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.jobs.models import Job
from guildhall.meetings import actions, tasks
from guildhall.meetings.models import Meeting
from guildhall.meetings.tests.make import make_body, make_ready_meeting, make_secretary, make_user_with_powers
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def secretary(body):
    return make_secretary(body.association)


@pytest.fixture
def notified(body, secretary):
    """A meeting whose notice has reached everyone."""
    meeting = make_ready_meeting(body, invited=2)
    tasks.send_notice(actions.send_notice(meeting, actor=secretary))
    meeting.refresh_from_db()
    return meeting


def run_last_job():
    tasks.send_notice(Job.objects.latest("created_at"))


def test_the_invited_are_told_of_a_cancellation_with_the_reason(notified, secretary):
    actions.cancel_meeting(notified, reason="停电 power cut", actor=secretary)
    run_last_job()

    told = Notice.objects.filter(kind="meeting.cancelled")
    assert told.count() == 2
    assert "停电 power cut" in told[0].text_zh
    assert "METHOD:CANCEL" in told[0].calendar
    assert "SEQUENCE:1" in told[0].calendar
    notified.notice_document.refresh_from_db()
    assert notified.notice_document.state == "revoked"
    assert AuditEntry.objects.filter(action="meeting.cancelled").exists()


def test_nobody_is_told_of_the_end_of_a_draft(body, secretary):
    meeting = make_ready_meeting(body)

    actions.cancel_meeting(meeting, reason="not needed", actor=secretary)

    assert meeting.state == Meeting.State.CANCELLED
    assert not Job.objects.exists()


def test_a_cancellation_needs_a_reason(notified, secretary):
    with pytest.raises(InvalidError) as refusal:
        actions.cancel_meeting(notified, reason="  ", actor=secretary)

    assert refusal.value.code == "reason_missing"


@pytest.mark.parametrize("act", [actions.cancel_meeting, actions.postpone_meeting])
@pytest.mark.parametrize("state", ["open", "closed", "cancelled"])
def test_a_meeting_that_has_begun_is_not_called_off(body, secretary, act, state):
    meeting = make_ready_meeting(body, state=state, state_reason="earlier")

    with pytest.raises(RuleError) as refusal:
        act(meeting, reason="late", actor=secretary)

    assert refusal.value.code == "not_in_preparation"


@pytest.mark.parametrize("act", [actions.cancel_meeting, actions.postpone_meeting])
def test_others_do_not_call_it_off(notified, act):
    with pytest.raises(NotAllowedError):
        act(notified, reason="no", actor=make_user_with_powers(notified.association))


def test_postponed_to_a_new_time_everyone_is_told_and_asked_again(notified, secretary):
    notified.invitations.update(reply="coming")
    later = notified.starts_at + timedelta(days=7)

    actions.postpone_meeting(
        notified, reason="typhoon", starts_at=later, ends_at=later + timedelta(hours=2), actor=secretary
    )
    run_last_job()

    assert (notified.state, notified.starts_at) == ("notified", later)
    assert set(notified.invitations.values_list("reply", flat=True)) == {"none"}
    told = Notice.objects.filter(kind="meeting.changed")
    assert told.count() == 2
    assert "typhoon" in told[0].text_en
    assert "SEQUENCE:1" in told[0].calendar


def test_postponed_until_further_notice_it_leaves_the_calendars(notified, secretary):
    actions.postpone_meeting(notified, reason="typhoon", actor=secretary)
    run_last_job()

    assert (notified.state, notified.starts_at) == ("postponed", None)
    told = Notice.objects.filter(kind="meeting.postponed")
    assert told.count() == 2
    assert "METHOD:CANCEL" in told[0].calendar


def test_a_postponed_meeting_gets_its_new_time_later(notified, secretary):
    actions.postpone_meeting(notified, reason="typhoon", actor=secretary)
    run_last_job()
    later = timezone.now() + timedelta(days=60)

    actions.postpone_meeting(notified, reason="new date found", starts_at=later, actor=secretary)
    run_last_job()

    assert notified.state == Meeting.State.NOTIFIED
    assert Notice.objects.filter(calendar__contains="SEQUENCE:2").count() == 2


def test_an_earlier_time_is_no_postponement(notified, secretary):
    with pytest.raises(InvalidError) as refusal:
        actions.postpone_meeting(
            notified, reason="rush", starts_at=notified.starts_at - timedelta(days=1), actor=secretary
        )

    assert refusal.value.code == "not_later"


def test_a_new_time_too_soon_for_the_notice_period_is_refused(body, secretary):
    meeting = make_ready_meeting(
        body, state="notified", notified_at=timezone.now(), starts_at=timezone.now() + timedelta(hours=3)
    )

    with pytest.raises(RuleError) as refusal:
        actions.postpone_meeting(
            meeting, reason="traffic", starts_at=timezone.now() + timedelta(days=1), actor=secretary
        )

    assert refusal.value.code == "notice_late"


def test_of_a_draft_only_the_time_moves(body, secretary):
    meeting = make_ready_meeting(body)

    actions.postpone_meeting(
        meeting, reason="hall taken", starts_at=meeting.starts_at + timedelta(days=1), actor=secretary
    )

    assert meeting.state == Meeting.State.DRAFT
    assert not Job.objects.exists()
