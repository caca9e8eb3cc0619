"""Convening and changing a meeting."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.meetings import actions
from guildhall.meetings.models import Meeting
from guildhall.meetings.tests.make import (
    make_association,
    make_body,
    make_meeting,
    make_person,
    make_secretary,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 5, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def actions_recorded(association):
    return list(AuditEntry.objects.filter(association=association).values_list("action", flat=True))


def test_the_secretary_convenes_a_meeting_as_a_draft():
    body = make_body()
    secretary = make_secretary(body.association)

    meeting = actions.convene_meeting(
        body, name_zh=" 二届二次理事会 ", starts_at=NOON, place_zh="张店", actor=secretary
    )

    assert (meeting.state, meeting.name, meeting.association) == ("draft", "二届二次理事会", body.association)
    assert actions_recorded(body.association) == ["meeting.convened"]


def test_a_branch_secretary_convenes_for_the_own_branch_only():
    branch = make_body()
    other = make_body(branch.association)
    secretary = make_secretary(branch.association, body=branch)

    assert actions.convene_meeting(branch, name_zh="分会会议", actor=secretary).pk
    with pytest.raises(NotAllowedError):
        actions.convene_meeting(other, name_zh="别会会议", actor=secretary)


@pytest.mark.parametrize("power", [None, Power.READ, Power.DECIDE, Power.OVERSEE])
def test_others_do_not_convene(power):
    body = make_body()
    user = make_user_with_powers(body.association, *([power] if power else []))

    with pytest.raises(NotAllowedError):
        actions.convene_meeting(body, name_zh="会议", actor=user)

    assert not Meeting.objects.exists()


def test_nothing_is_convened_in_a_read_only_record():
    body = make_body(make_association(is_record=True, source="A newspaper"))

    with pytest.raises(RuleError) as refusal:
        actions.convene_meeting(body, name_zh="会议", actor=make_secretary(body.association))

    assert refusal.value.code == "read_only_record"


@pytest.mark.parametrize(
    ("details", "code", "field"),
    [
        ({"name_zh": "  "}, "name_missing", "name_zh"),
        ({"starts_at": NOON, "ends_at": NOON}, "ends_before_start", "ends_at"),
        ({"starts_at": NOON, "ends_at": NOON - timedelta(hours=1)}, "ends_before_start", "ends_at"),
        ({"ends_at": NOON}, "start_missing", "starts_at"),
        ({"starts_at": NOON, "reply_by": date(2027, 3, 6)}, "reply_after_meeting", "reply_by"),
        ({"starts_at": NOON, "stated_date": "2027-03-05"}, "two_dates", "stated_date"),
        ({"starts_at": NOON.replace(year=9999)}, "year_out_of_reach", "starts_at"),
        ({"starts_at": NOON, "ends_at": NOON.replace(year=2201)}, "year_out_of_reach", "ends_at"),
        ({"stated_date": "2021-02-31"}, "no_such_day", "stated_date"),
        ({"stated_date": "5 March"}, "not_a_date", "stated_date"),
        ({"online_url": "javascript:alert(1)"}, "no_web_address", "online_url"),
        ({"online_url": "meeting room"}, "no_web_address", "online_url"),
    ],
)
def test_what_cannot_be_right_is_refused(details, code, field):
    body = make_body()

    with pytest.raises(InvalidError) as refusal:
        actions.convene_meeting(body, **{"name_zh": "会议"} | details, actor=make_secretary(body.association))

    assert (refusal.value.code, refusal.value.details["field"]) == (code, field)
    assert not Meeting.objects.exists()


def test_a_chair_of_another_association_is_refused():
    body, stranger = make_body(), make_person()

    with pytest.raises(InvalidError) as refusal:
        actions.convene_meeting(body, name_zh="会议", chair=stranger, actor=make_secretary(body.association))

    assert (refusal.value.code, refusal.value.details["field"]) == ("person_of_elsewhere", "chair")


def test_a_body_that_has_ended_does_not_meet():
    body = make_body(to_on=date(2026, 12, 31))

    with pytest.raises(InvalidError) as refusal:
        actions.convene_meeting(body, name_zh="会议", starts_at=NOON, actor=make_secretary(body.association))

    assert refusal.value.code == "body_ended"


def test_a_time_without_a_zone_is_the_associations():
    body = make_body(make_association(timezone="Europe/Berlin"))

    meeting = actions.convene_meeting(
        body,
        name_en="Council",
        starts_at=datetime(2027, 3, 5, 12, 0),  # noqa: DTZ001 - that is what is tested
        actor=make_secretary(body.association),
    )

    assert meeting.starts_at == datetime(2027, 3, 5, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def test_a_past_meeting_is_entered_with_no_more_than_its_source_states():
    body = make_body()

    meeting = actions.convene_meeting(
        body,
        entered_afterwards=True,
        name_en="Forum of the chain",
        stated_date="XXXX-03-30",
        stated_invited=59,
        stated_attendance=60,
        actor=make_secretary(body.association),
    )

    assert meeting.state == Meeting.State.CLOSED
    assert meeting.is_being_entered
    assert (meeting.stated_date, meeting.stated_invited, meeting.starts_at) == ("XXXX-03-30", 59, None)
    assert meeting.mode_words is None


def test_a_meeting_is_changed_and_only_what_was_named():
    meeting = make_meeting(place_zh="旧址")
    secretary = make_secretary(meeting.association)

    changed = actions.change_meeting(meeting, version=1, place_en="New hall", actor=secretary)

    assert (changed.place_zh, changed.place_en, changed.version) == ("旧址", "New hall", 2)
    assert actions_recorded(meeting.association) == ["meeting.changed"]


def test_of_two_who_edit_the_same_meeting_the_second_is_refused():
    meeting = make_meeting()
    secretary = make_secretary(meeting.association)
    actions.change_meeting(meeting, version=1, place_zh="一号厅", actor=secretary)

    with pytest.raises(RuleError) as refusal:
        actions.change_meeting(meeting, version=1, place_zh="二号厅", actor=secretary)

    assert refusal.value.code == "changed_meanwhile"
    assert Meeting.objects.get().place_zh == "一号厅"


@pytest.mark.parametrize("state", ["open", "closed", "cancelled"])
def test_a_meeting_that_has_begun_or_is_off_is_not_changed(state):
    meeting = make_meeting(state=state, state_reason="weather")

    with pytest.raises(RuleError) as refusal:
        actions.change_meeting(
            meeting, version=1, place_zh="二号厅", actor=make_secretary(meeting.association)
        )

    assert refusal.value.code == "not_in_preparation"


def test_a_past_meeting_is_changed_until_it_is_public():
    meeting = make_meeting(state="closed", entered_afterwards=True)
    secretary = make_secretary(meeting.association)
    actions.change_meeting(meeting, version=1, stated_attendance=60, actor=secretary)
    Meeting.objects.filter(pk=meeting.pk).update(published_at=timezone.now())

    with pytest.raises(RuleError) as refusal:
        actions.change_meeting(meeting, version=2, stated_attendance=61, actor=secretary)

    assert refusal.value.code == "not_in_preparation"


def test_an_end_before_the_stored_start_is_refused_on_change_too():
    meeting = make_meeting()

    with pytest.raises(InvalidError) as refusal:
        actions.change_meeting(
            meeting,
            version=1,
            ends_at=meeting.starts_at - timedelta(minutes=1),
            actor=make_secretary(meeting.association),
        )

    assert refusal.value.code == "ends_before_start"
