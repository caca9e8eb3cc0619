"""The notice: checked, sent once to each, sent again when things change."""

from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone

from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents.models import Document
from guildhall.jobs.models import Job
from guildhall.meetings import actions, queries, tasks
from guildhall.meetings.models import Meeting
from guildhall.meetings.tests.make import (
    make_body,
    make_charter_profile,
    make_invitation,
    make_item,
    make_meeting,
    make_person,
    make_ready_meeting,
    make_secretary,
    make_user,
    make_user_with_powers,
)
from guildhall.notices.models import Delivery, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def secretary(body):
    return make_secretary(body.association)


def send(meeting, secretary, **details):
    """The action and then the background job, as the worker runs it."""
    job = actions.send_notice(meeting, actor=secretary, **details)
    tasks.send_notice(job)
    meeting.refresh_from_db()
    return job


def test_the_notice_reaches_everyone_invited_once_with_a_calendar_file(body, secretary):
    meeting = make_ready_meeting(body, invited=3)

    job = send(meeting, secretary)

    assert meeting.state == Meeting.State.NOTIFIED
    assert (Notice.objects.count(), Delivery.objects.count()) == (3, 3)
    job.refresh_from_db()
    assert (job.done_count, job.total_count) == (3, 3)
    row = meeting.invitations.select_related("person").first()
    notice = Notice.objects.get(email=row.person.email)
    event = next(iter(icalendar.Calendar.from_ical(notice.calendar).walk("VEVENT")))
    assert (event["SEQUENCE"], event.decoded("dtstart")) == (0, meeting.starts_at)
    assert event["ATTENDEE"] == f"mailto:{row.person.email}"
    assert "METHOD:REQUEST" in notice.calendar
    assert meeting.name_zh in notice.subject_zh
    assert meeting.name_en in notice.subject_en
    assert meeting.agenda.get().title_zh in notice.text_zh


def test_sending_is_recorded_with_the_verdict(body, secretary):
    meeting = make_ready_meeting(body)

    send(meeting, secretary)

    assert meeting.notice_verdict["code"] == "notice_in_time"
    entry = AuditEntry.objects.get(action="meeting.notified")
    assert entry.details["verdict"]["code"] == "notice_in_time"
    assert AuditEntry.objects.get(action="meeting.told").details["people"] == 1


def test_the_notice_is_issued_as_a_numbered_document(body, secretary):
    meeting = make_ready_meeting(body)

    send(meeting, secretary)

    document = Document.objects.get()
    assert meeting.notice_document == document
    assert (document.kind, document.state) == ("notice", "valid")
    assert document.file.media_type == "application/pdf"


def test_sending_again_reaches_only_who_is_new(body, secretary):
    meeting = make_ready_meeting(body, invited=2)
    send(meeting, secretary)
    newcomer = make_invitation(meeting)

    send(meeting, secretary)

    assert Notice.objects.count() == 3
    assert Notice.objects.filter(email=newcomer.person.email).count() == 1
    assert Document.objects.count() == 1


def test_with_nobody_left_to_tell_nothing_is_sent(body, secretary):
    meeting = make_ready_meeting(body)
    send(meeting, secretary)

    with pytest.raises(RuleError) as refusal:
        actions.send_notice(meeting, actor=secretary)

    assert refusal.value.code == "nothing_to_send"


def test_a_job_that_runs_twice_tells_nobody_twice(body, secretary):
    meeting = make_ready_meeting(body, invited=3)
    job = send(meeting, secretary)

    tasks.send_notice(job)

    assert Notice.objects.count() == 3


def test_a_job_cut_off_in_the_middle_goes_on_with_who_is_left(body, secretary, monkeypatch):
    monkeypatch.setattr("guildhall.meetings.actions.notice.BATCH", 2)
    meeting = make_ready_meeting(body, invited=5)
    job = actions.send_notice(meeting, actor=secretary)
    calls = []

    def killed_at_the_third_batch(*args, **details):
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        record(*args, **details)

    with monkeypatch.context() as killed:
        killed.setattr("guildhall.meetings.actions.notice.record", killed_at_the_third_batch)
        with pytest.raises(KeyboardInterrupt):
            tasks.send_notice(job)
    assert Notice.objects.count() == 4
    tasks.send_notice(job)

    assert Notice.objects.count() == 5
    assert meeting.invitations.filter(notified_sequence=0).count() == 5


def test_a_change_is_told_to_everyone_with_a_higher_sequence_under_the_same_uid(body, secretary):
    meeting = make_ready_meeting(body)
    send(meeting, secretary)
    actions.change_meeting(
        meeting, version=meeting.version, place_zh="二号厅", place_en="Hall 2", actor=secretary
    )

    send(meeting, secretary)

    first, second = Notice.objects.order_by("created_at")
    events = [
        next(iter(icalendar.Calendar.from_ical(notice.calendar).walk("VEVENT"))) for notice in (first, second)
    ]
    assert [event["SEQUENCE"] for event in events] == [0, 1]
    assert events[0]["UID"] == events[1]["UID"]
    assert second.kind == "meeting.changed"
    assert "place" in second.text_en
    assert "地点" in second.text_zh
    assert [document.state for document in Document.objects.order_by("number")] == ["revoked", "valid"]


def test_a_change_of_place_may_be_told_late(body, secretary):
    meeting = make_ready_meeting(body)
    send(meeting, secretary)
    Meeting.objects.update(starts_at=timezone.now() + timedelta(hours=5), ends_at=None)
    meeting.refresh_from_db()
    Meeting.objects.update(notice_told=queries.facts_told(meeting))
    meeting.refresh_from_db()
    actions.change_meeting(meeting, version=meeting.version, place_zh="二号厅", actor=secretary)

    send(meeting, secretary)

    assert meeting.notice_sequence == 1


def test_a_late_notice_is_refused_with_the_sentence_of_the_rule(body, secretary):
    meeting = make_ready_meeting(body, starts_at=timezone.now() + timedelta(days=2))

    with pytest.raises(RuleError) as refusal:
        actions.send_notice(meeting, actor=secretary)

    assert refusal.value.code == "notice_late"
    assert refusal.value.details["verdict"]["applied"]["needed"] > 2
    assert not Job.objects.exists()
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.DRAFT


def test_a_late_notice_with_a_reason_needs_somebody_who_decides(body, secretary):
    meeting = make_ready_meeting(body, starts_at=timezone.now() + timedelta(days=2))

    with pytest.raises(NotAllowedError) as refusal:
        actions.send_notice(meeting, late_reason="flood", actor=secretary)

    assert refusal.value.code == "late_notice_not_allowed"


def test_who_decides_lets_a_late_notice_out_and_the_reason_is_kept(body):
    meeting = make_ready_meeting(body, starts_at=timezone.now() + timedelta(days=2))
    president = make_user_with_powers(body.association, Power.CONVENE, Power.DECIDE)

    send(meeting, president, late_reason="flood")

    assert (meeting.notice_verdict["code"], meeting.notice_verdict["late_reason"]) == ("notice_late", "flood")


def test_a_notice_lacking_something_is_refused_with_the_list(body, secretary):
    meeting = make_meeting(body, starts_at=None, place_zh="", place_en="")

    with pytest.raises(InvalidError) as refusal:
        actions.send_notice(meeting, actor=secretary)

    assert refusal.value.code == "notice_incomplete"
    assert len(refusal.value.details["missing"]) == 4


def test_an_online_meeting_needs_its_link_and_no_place(body, secretary):
    meeting = make_ready_meeting(body, mode="online", place_zh="", place_en="")

    with pytest.raises(InvalidError) as refusal:
        actions.send_notice(meeting, actor=secretary)

    assert len(refusal.value.details["missing"]) == 1


def charter(association, correspondence):
    source = {"zh": "本会章程", "en": "own charter"}
    rule = {"value": correspondence, "source": source, "confidence": "C"}
    rules = {"bodies.council.correspondence": rule}
    make_charter_profile(association, rules={"key": "own", "name": source, "rules": rules})


def test_where_the_charter_excludes_correspondence_no_reason_helps(body, secretary):
    charter(body.association, "never")
    meeting = make_ready_meeting(body, mode="correspondence")

    with pytest.raises(RuleError) as refusal:
        actions.send_notice(meeting, special_reason="epidemic", actor=secretary)

    assert refusal.value.code == "not_by_correspondence"


def test_correspondence_in_special_cases_needs_the_case_stated_and_keeps_it(body, secretary):
    charter(body.association, "special")
    meeting = make_ready_meeting(body, mode="correspondence")

    with pytest.raises(RuleError) as refusal:
        actions.send_notice(meeting, actor=secretary)
    assert refusal.value.code == "correspondence_in_special_cases_only"

    send(meeting, secretary, special_reason="epidemic")
    assert meeting.notice_verdict["special_reason"] == "epidemic"


@pytest.mark.parametrize("state", ["open", "closed", "cancelled", "postponed"])
def test_a_notice_is_sent_only_before_the_meeting(body, secretary, state):
    meeting = make_ready_meeting(body, state=state, state_reason="weather")

    with pytest.raises(RuleError) as refusal:
        actions.send_notice(meeting, actor=secretary)

    assert refusal.value.code == "not_sendable"


def test_others_do_not_send_the_notice(body):
    meeting = make_ready_meeting(body)

    with pytest.raises(NotAllowedError):
        actions.send_notice(meeting, actor=make_user_with_powers(body.association, Power.READ))


def test_who_has_no_mail_address_and_no_sign_in_is_named_and_noted_as_told(body, secretary):
    meeting = make_ready_meeting(body)
    row = make_invitation(meeting, make_person(body.association, email=""))
    send(meeting, secretary)
    assert queries.notice_check(meeting, now=timezone.now()).unreachable == [row]

    actions.note_told(row, how="by telephone", actor=secretary)

    assert queries.notice_check(meeting, now=timezone.now()).unreachable == []
    assert AuditEntry.objects.get(action="invitation.told").details["how"] == "by telephone"


def test_only_who_cannot_be_reached_is_noted_as_told(body, secretary):
    meeting = make_ready_meeting(body)
    send(meeting, secretary)

    with pytest.raises(RuleError) as refusal:
        actions.note_told(meeting.invitations.get(), how="by telephone", actor=secretary)

    assert refusal.value.code == "not_waiting"


def test_a_person_who_signs_in_gets_the_notice_in_the_inbox(body, secretary):
    meeting = make_ready_meeting(body)
    user = make_user()
    make_invitation(meeting, make_person(body.association, user=user, email=""))

    send(meeting, secretary)

    assert Notice.objects.get(user=user).link


@pytest.mark.parametrize("invited", [1, 3])
def test_telling_a_batch_asks_the_same_number_of_questions(
    body, secretary, invited, django_assert_num_queries, monkeypatch
):
    meeting = make_ready_meeting(body, invited=invited)
    actions.send_notice(meeting, actor=secretary)

    with django_assert_num_queries(21):
        actions.deliver_notice(meeting, report=lambda _done, _total: None)


def test_the_preview_asks_nothing_twice_and_counts_who_waits(body, secretary):
    meeting = make_ready_meeting(body, invited=2)
    make_item(meeting)

    check = queries.notice_check(meeting, now=timezone.now())

    assert (check.waiting, check.missing, check.is_late, check.is_first) == (2, [], False, True)
    assert check.verdict.last_day < queries.meeting_day(meeting)
