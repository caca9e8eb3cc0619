"""Inviting, notifying and replying through pages and through endpoints."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.accounts.powers import Power
from guildhall.meetings import queries
from guildhall.meetings.models import CalendarFeed, Invitation
from guildhall.meetings.tests.doors import DOORS
from guildhall.meetings.tests.make import (
    make_association,
    make_body,
    make_invitation,
    make_item,
    make_meeting,
    make_member,
    make_person,
    make_ready_meeting,
    make_secretary,
    make_user,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def secretary(client, body):
    user = make_secretary(body.association)
    client.force_login(user)
    return user


@pytest.mark.parametrize("door", DOORS)
def test_the_list_is_filled_from_the_roster(doors, secretary, body, door):
    meeting, member = make_meeting(body), make_member(body)
    path = f"meetings/{meeting.pk}/invitations/fill"

    doors.act(door, f"{path}/", path, {})

    assert meeting.invitations.get().person == member


@pytest.mark.parametrize("door", DOORS)
def test_a_guest_is_invited(doors, secretary, body, door):
    meeting, person = make_meeting(body), make_person(body.association)
    data = {"role": "guest", "capacity_zh": "市工信局"}
    data |= {"person": str(person.pk)} if door == "page" else {"person_id": str(person.pk)}

    doors.act(door, f"meetings/{meeting.pk}/invitations/invite/", f"meetings/{meeting.pk}/invitations", data)

    assert meeting.invitations.get().capacity_zh == "市工信局"


@pytest.mark.parametrize("door", DOORS)
def test_who_left_the_body_is_refused_with_the_sentence(doors, secretary, body, door, client):
    client.cookies["django_language"] = "en"
    meeting, member = make_meeting(body), make_member(body)
    member.representations.update(to_on=timezone.localdate() - timedelta(days=1))
    data = {"role": "voting"}
    data |= {"person": str(member.pk)} if door == "page" else {"person_id": str(member.pk)}

    response = doors.act(
        door, f"meetings/{meeting.pk}/invitations/invite/", f"meetings/{meeting.pk}/invitations", data
    )

    assert "cannot be invited with a vote" in response.content.decode()
    assert not meeting.invitations.exists()


@pytest.mark.parametrize("door", DOORS)
def test_an_invitation_is_changed_and_withdrawn(doors, secretary, body, door):
    row = make_invitation(make_meeting(body), role="guest")
    path = f"meetings/{row.meeting_id}/invitations/{row.pk}"

    doors.act(door, f"{path}/change/", path, {"role": "staff", "capacity_zh": "记录"}, method="patch")
    row.refresh_from_db()
    doors.act(door, f"{path}/withdraw/", f"{path}/withdraw", {"reason": "改期"})

    assert (row.role, row.capacity_zh) == ("staff", "记录")
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("door", DOORS)
def test_the_notice_is_sent(doors, secretary, body, door):
    meeting = make_ready_meeting(body)
    path = f"meetings/{meeting.pk}/notice"

    response = doors.act(door, f"{path}/", path, {})

    meeting.refresh_from_db()
    assert (response.status_code in (202, 302), meeting.state) == (True, "notified")


@pytest.mark.parametrize("door", DOORS)
def test_a_late_notice_is_refused_through_any_door(doors, secretary, body, door):
    meeting = make_ready_meeting(body, starts_at=timezone.now() + timedelta(days=1))
    path = f"meetings/{meeting.pk}/notice"

    response = doors.act(door, f"{path}/", path, {})

    meeting.refresh_from_db()
    assert (response.status_code, meeting.state) == (200 if door == "page" else 409, "draft")


@pytest.mark.parametrize("door", DOORS)
def test_the_secretariat_enters_a_reply(doors, secretary, body, door):
    row = make_invitation(make_meeting(body, state="notified"))
    path = f"meetings/{row.meeting_id}/invitations/{row.pk}/reply"

    doors.act(door, f"{path}/", path, {"reply": "excused", "reason": "出差"})

    row.refresh_from_db()
    assert (row.reply, row.reason) == ("excused", "出差")


@pytest.mark.parametrize("door", DOORS)
def test_somebody_without_mail_is_noted_as_told(doors, secretary, body, door):
    meeting = make_meeting(body, state="notified", notified_at=timezone.now())
    row = make_invitation(meeting, make_person(body.association, email=""))
    path = f"meetings/{row.meeting_id}/invitations/{row.pk}/told"

    doors.act(door, f"{path}/", path, {"how": "电话"})

    row.refresh_from_db()
    assert row.notified_sequence == 0


@pytest.mark.parametrize("door", DOORS)
def test_the_silent_are_reminded(doors, secretary, body, door):
    meeting = make_meeting(body, state="notified", notified_at=timezone.now())
    row = make_invitation(meeting, notified_at=timezone.now(), notified_sequence=0)
    path = f"meetings/{meeting.pk}/invitations/remind"

    doors.act(door, f"{path}/", path, {})

    row.refresh_from_db()
    assert row.reminded_on is not None


@pytest.mark.parametrize("door", DOORS)
def test_one_answers_ones_own_invitation(doors, client, body, door):
    member = make_member(body, user=make_user())
    row = make_invitation(make_meeting(body, state="notified"), member)
    client.force_login(member.user)

    doors.act(door, f"invitations/{row.pk}/", f"invitations/{row.pk}/reply", {"reply": "coming"})

    row.refresh_from_db()
    assert row.reply == "coming"


@pytest.mark.parametrize("door", DOORS)
def test_the_invitation_of_another_is_not_found(doors, client, body, door):
    member = make_member(body, user=make_user())
    row = make_invitation(make_meeting(body, state="notified"))
    client.force_login(member.user)

    response = doors.act(door, f"invitations/{row.pk}/", f"invitations/{row.pk}/reply", {"reply": "coming"})

    assert response.status_code == 404


@pytest.mark.parametrize("root", ["/p/{slug}/reply/{token}/", "/api/v1/p/{slug}/reply/{token}"])
def test_the_link_of_the_mail_works_without_sign_in_and_shows_nobody_else(client, body, root):
    meeting = make_meeting(body, state="notified")
    make_item(meeting)
    row, other = make_invitation(meeting), make_invitation(meeting)
    url = root.format(slug=body.association.slug, token=queries.reply_token(row))

    shown = client.get(url).content.decode()
    if "api" in url:
        shown = json.dumps(json.loads(shown), ensure_ascii=False)
    answered = client.post(url, json.dumps({"reply": "coming"}), content_type="application/json")
    if answered.status_code != 200 or "api" not in url:
        answered = client.post(url, {"reply": "coming"})

    row.refresh_from_db()
    assert row.reply == "coming"
    assert row.person.name_zh in shown or row.person.name_en in shown
    assert other.person.name_zh not in shown
    assert other.person.name_en not in shown
    assert row.person.email not in shown


@pytest.mark.parametrize("root", ["/p/{slug}/reply/{token}/", "/api/v1/p/{slug}/reply/{token}"])
def test_a_forged_link_is_not_found(client, body, root):
    response = client.get(root.format(slug=body.association.slug, token="0" * 32 + ":forged"))

    assert response.status_code == 404


@pytest.mark.parametrize("door", DOORS)
def test_a_calendar_address_is_made_and_reads_ones_meetings(doors, client, body, door):
    member = make_member(body, user=make_user())
    meeting = make_meeting(body, state="notified", notified_at=timezone.now())
    make_invitation(meeting, member)
    hidden = make_meeting(body, state="notified", notified_at=timezone.now())
    client.force_login(member.user)

    answer = doors.act(door, "calendar/", "calendar", {}).content.decode()
    key = answer.split("calendar.ics?key=")[1].split('"')[0]
    client.logout()
    calendar = client.get(f"/a/{body.association.slug}/calendar.ics?key={key}")

    assert calendar["Content-Type"].startswith("text/calendar")
    assert meeting.name_zh in calendar.content.decode()
    assert hidden.name_zh not in calendar.content.decode()
    assert key not in str(CalendarFeed.objects.values())


def test_an_ended_calendar_address_is_not_found(client, body, secretary, doors):
    answer = doors.act("api", "calendar/", "calendar", {}).json()
    doors.act("page", "calendar/", "calendar", {"end": "1"})

    assert client.get(answer["url"]).status_code == 404


@pytest.mark.parametrize(
    ("page", "method"),
    [
        ("change", "patch"),
        ("cancel", "post"),
        ("postpone", "post"),
        ("agenda/add", "post"),
        ("notice", "post"),
        ("invitations/fill", "post"),
        ("invitations/invite", "post"),
        ("papers", "post"),
    ],
)
def test_a_reader_may_look_but_not_touch(client, body, page, method):
    meeting = make_meeting(body)
    client.force_login(make_user_with_powers(body.association, Power.READ))

    response = client.post(f"/a/{body.association.slug}/meetings/{meeting.pk}/{page}/", {"reason": "x"})

    assert client.get(f"/a/{body.association.slug}/meetings/{meeting.pk}/").status_code == 200
    assert response.status_code == 403


def test_a_stranger_finds_nothing(client, body):
    meeting = make_meeting(body)
    client.force_login(make_secretary(make_association()))

    for path in (
        f"/a/{body.association.slug}/meetings/",
        f"/a/{body.association.slug}/meetings/{meeting.pk}/",
    ):
        assert client.get(path).status_code == 404
