"""A device at the door reports who came and went."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.meetings import actions, queries
from guildhall.meetings.models import AttendanceEvent, Meeting, Minutes
from guildhall.meetings.tests.make import make_invitation, make_user_with_powers
from guildhall.meetings.tests.make_session import make_clerk, make_report, make_sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return make_sitting(entitled=2)


@pytest.fixture
def clerk(sitting):
    return make_clerk(sitting)


def test_what_the_device_reports_is_stored_and_recorded_in_one_line(sitting, clerk):
    events = [make_report(invitation) for invitation in sitting.invitations.all()]

    receipt = actions.record_attendance(sitting, events=events, actor=clerk)

    assert sorted(receipt.stored) == sorted(event.client_id for event in events)
    assert AttendanceEvent.objects.filter(recorded_by=clerk).count() == 2
    line = AuditEntry.objects.get(action="attendance.recorded")
    assert line.details["stored"] == 2


def test_a_batch_sent_again_stores_nothing_twice(sitting, clerk):
    events = [make_report(invitation) for invitation in sitting.invitations.all()]
    actions.record_attendance(sitting, events=events, actor=clerk)

    again = actions.record_attendance(sitting, events=[*events, *events], actor=clerk)

    assert again.stored == []
    assert set(again.known) == {event.client_id for event in events}
    assert AttendanceEvent.objects.count() == 2
    assert AuditEntry.objects.filter(action="attendance.recorded").count() == 1


def test_an_event_named_twice_in_one_batch_is_stored_once(sitting, clerk):
    event = make_report(sitting.invitations.first())

    receipt = actions.record_attendance(sitting, events=[event, event], actor=clerk)

    assert (receipt.stored, receipt.known) == ([event.client_id], [event.client_id])


@pytest.mark.parametrize("off", [timedelta(minutes=20), timedelta(days=365), timedelta(days=-2)])
def test_a_device_with_a_wrong_clock_is_told_and_the_others_are_stored(sitting, clerk, off):
    first, second = sitting.invitations.all()
    wrong = make_report(first, at=timezone.now() + off)
    right = make_report(second)

    receipt = actions.record_attendance(sitting, events=[wrong, right], actor=clerk)

    assert receipt.stored == [right.client_id]
    assert [(one.client_id, one.code) for one in receipt.refused] == [
        (wrong.client_id, "time_outside_meeting")
    ]
    assert "时钟" in receipt.refused[0].message


@pytest.mark.parametrize("whose", ["of another meeting", "withdrawn"])
def test_whoever_is_not_invited_cannot_be_checked_in(sitting, clerk, whose):
    if whose == "withdrawn":
        invitation = make_invitation(sitting, withdrawn_at=timezone.now())
    else:
        invitation = make_invitation()

    receipt = actions.record_attendance(sitting, events=[make_report(invitation)], actor=clerk)

    assert [one.code for one in receipt.refused] == ["not_invited"]
    assert not AttendanceEvent.objects.exists()


def test_only_in_and_out_on_site_and_online_can_be_reported(sitting, clerk):
    event = make_report(sitting.invitations.first(), kind="<b>in</b>")

    receipt = actions.record_attendance(sitting, events=[event], actor=clerk)

    assert [one.code for one in receipt.refused] == ["not_known"]


def test_a_batch_that_is_too_large_is_refused_as_a_whole(sitting, clerk):
    invitation = sitting.invitations.first()
    events = [make_report(invitation) for _number in range(2001)]

    with pytest.raises(InvalidError) as refusal:
        actions.record_attendance(sitting, events=events, actor=clerk)

    assert refusal.value.code == "batch_too_large"
    assert not AttendanceEvent.objects.exists()


@pytest.mark.parametrize("powers", [(), (Power.READ,), (Power.OVERSEE,)])
def test_whoever_does_not_run_the_meeting_is_refused(sitting, powers):
    actor = make_user_with_powers(sitting.association, *powers)

    with pytest.raises(NotAllowedError):
        actions.record_attendance(sitting, events=[make_report(sitting.invitations.first())], actor=actor)

    assert not AuditEntry.objects.exists()


def test_the_chair_may_keep_the_attendance(sitting):
    chair = make_user_with_powers(sitting.association)
    sitting.chair = chair.people.get()
    sitting.save()

    receipt = actions.record_attendance(
        sitting, events=[make_report(sitting.invitations.first())], actor=chair
    )

    assert len(receipt.stored) == 1


@pytest.mark.parametrize("state", [Meeting.State.DRAFT, Meeting.State.POSTPONED, Meeting.State.CANCELLED])
def test_nobody_attends_a_meeting_that_is_not_held(sitting, clerk, state):
    Meeting.objects.filter(pk=sitting.pk).update(state=state, state_reason="weather")
    sitting.refresh_from_db()

    with pytest.raises(RuleError) as refusal:
        actions.record_attendance(sitting, events=[make_report(sitting.invitations.first())], actor=clerk)

    assert refusal.value.code == "no_attendance_now"


def test_after_the_approval_of_the_minutes_nothing_is_added(sitting, clerk):
    Minutes.objects.create(association=sitting.association, meeting=sitting, state=Minutes.State.APPROVED)

    with pytest.raises(RuleError) as refusal:
        actions.record_attendance(sitting, events=[make_report(sitting.invitations.first())], actor=clerk)

    assert refusal.value.code == "minutes_approved"


def test_a_late_scanner_may_still_send_what_it_saw_after_the_close(sitting, clerk):
    closed = timezone.now() - timedelta(minutes=5)
    Meeting.objects.filter(pk=sitting.pk).update(
        state=Meeting.State.CLOSED, opened_at=closed - timedelta(minutes=20), closed_at=closed
    )
    sitting.refresh_from_db()
    seen = make_report(sitting.invitations.first(), at=closed - timedelta(minutes=10))

    assert actions.record_attendance(sitting, events=[seen], actor=clerk).stored == [seen.client_id]


def test_a_past_meeting_of_a_stated_day_takes_events_of_that_day_only(sitting, clerk):
    Meeting.objects.filter(pk=sitting.pk).update(
        state=Meeting.State.CLOSED,
        entered_afterwards=True,
        starts_at=None,
        ends_at=None,
        stated_date="2021-12-05",
    )
    sitting.refresh_from_db()
    day = datetime(2021, 12, 5, 14, 0, tzinfo=sitting.association.zone)
    first, second = sitting.invitations.all()
    events = [make_report(first, at=day), make_report(second, at=day + timedelta(days=1))]

    receipt = actions.record_attendance(sitting, events=events, actor=clerk)

    assert receipt.stored == [events[0].client_id]
    assert [one.code for one in receipt.refused] == ["time_outside_meeting"]


def test_a_past_meeting_without_a_day_takes_who_was_there_as_of_its_entry(sitting, clerk):
    Meeting.objects.filter(pk=sitting.pk).update(
        state=Meeting.State.CLOSED, entered_afterwards=True, starts_at=None, ends_at=None, stated_date="2021"
    )
    sitting.refresh_from_db()
    first, second = sitting.invitations.all()
    at = queries.moment_entered_for(sitting)
    events = [make_report(first, at=at), make_report(second, at=at - timedelta(days=1))]

    receipt = actions.record_attendance(sitting, events=events, actor=clerk)

    assert at == sitting.created_at
    assert receipt.stored == [events[0].client_id]
    assert [one.code for one in receipt.refused] == ["time_outside_meeting"]


def test_an_identifier_used_for_another_person_stores_nothing(sitting, clerk):
    first, second = sitting.invitations.all()
    name = uuid.uuid4()
    actions.record_attendance(sitting, events=[make_report(first, client_id=name)], actor=clerk)

    receipt = actions.record_attendance(sitting, events=[make_report(second, client_id=name)], actor=clerk)

    assert receipt.known == [name]
    assert not second.attendance.exists()
