"""Every act of preparing a meeting through its page and through its endpoint."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from guildhall.accounts.powers import Power
from guildhall.meetings import queries
from guildhall.meetings.models import AgendaItem, CalendarFeed, Invitation, Meeting, Sponsor
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
DOORS = ["page", "api"]


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def secretary(client, body):
    user = make_secretary(body.association)
    client.force_login(user)
    return user


class Doors:
    """Asks for the same thing through a page or through the API; answers with the status."""

    def __init__(self, client, association):
        self.client, self.association = client, association

    def act(self, door, page, api, data, *, method="post"):
        root = f"/a/{self.association.slug}/" if door == "page" else f"/api/v1/a/{self.association.slug}/"
        if door == "page":
            return self.client.post(root + page, {"csrf": "sent by every form"} | data)
        ask = getattr(self.client, method)
        return ask(root + api, json.dumps(data), content_type="application/json")

    def look(self, door, path, api=None):
        if door == "page":
            return self.client.get(f"/a/{self.association.slug}/{path}/")
        return self.client.get(f"/api/v1/a/{self.association.slug}/{api or path}")


@pytest.fixture
def doors(client, body):
    return Doors(client, body.association)


@pytest.mark.parametrize("door", DOORS)
def test_a_meeting_is_convened(doors, secretary, body, door):
    data = {
        "name_zh": "二届二次理事会",
        "mode": "on_site",
        "starts_at": "2027-03-05T09:00",
        "place_zh": "张店",
    }

    response = doors.act(
        door,
        f"meetings/convene/?body={body.pk}",
        "meetings",
        data if door == "page" else data | {"body_id": str(body.pk)},
    )

    assert response.status_code in (201, 302)
    meeting = Meeting.objects.get()
    assert (meeting.name_zh, meeting.body) == ("二届二次理事会", body)
    assert timezone.localtime(meeting.starts_at, body.association.zone).hour == 9


@pytest.mark.parametrize("door", DOORS)
def test_an_end_before_the_start_is_refused_with_the_sentence(doors, secretary, body, door, client):
    client.cookies["django_language"] = "en"
    data = {"name_zh": "会议", "starts_at": "2027-03-05T09:00", "ends_at": "2027-03-05T08:00"}

    response = doors.act(
        door,
        f"meetings/convene/?body={body.pk}",
        "meetings",
        data if door == "page" else data | {"body_id": str(body.pk)},
    )

    assert "would end before it starts" in response.content.decode()
    assert response.status_code == (200 if door == "page" else 422)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("door", DOORS)
def test_the_record_of_a_past_meeting_is_entered(doors, secretary, body, door):
    data = {
        "name_en": "Forum",
        "entered_afterwards": True,
        "stated_date": "XXXX-03-30",
        "stated_invited": 59,
        "mode": "hybrid",
    }

    doors.act(
        door,
        f"meetings/convene/?body={body.pk}",
        "meetings",
        data if door == "page" else data | {"body_id": str(body.pk)},
    )

    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.stated_date, meeting.stated_invited) == ("closed", "XXXX-03-30", 59)


@pytest.mark.parametrize("door", DOORS)
def test_a_meeting_is_changed(doors, secretary, body, door):
    meeting = make_meeting(body)
    chair = make_person(body.association)
    data = {"version": 1, "name_zh": "改名", "place_zh": meeting.place_zh}
    data |= {"chair": str(chair.pk)} if door == "page" else {"chair_id": str(chair.pk)}

    doors.act(door, f"meetings/{meeting.pk}/change/", f"meetings/{meeting.pk}", data, method="patch")

    meeting.refresh_from_db()
    assert (meeting.name_zh, meeting.chair, meeting.version) == ("改名", chair, 2)


@pytest.mark.parametrize("door", DOORS)
def test_the_second_of_two_editors_is_told(doors, secretary, body, door):
    meeting = make_meeting(body, version=2)

    response = doors.act(
        door,
        f"meetings/{meeting.pk}/change/",
        f"meetings/{meeting.pk}",
        {"version": 1, "name_zh": "改名"},
        method="patch",
    )

    assert response.status_code == (200 if door == "page" else 409)
    meeting.refresh_from_db()
    assert meeting.name_zh != "改名"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("act", "state"), [("cancel", "cancelled"), ("postpone", "postponed")])
def test_a_meeting_is_called_off(doors, secretary, body, door, act, state):
    meeting = make_meeting(body)

    doors.act(door, f"meetings/{meeting.pk}/{act}/", f"meetings/{meeting.pk}/{act}", {"reason": "停电"})

    meeting.refresh_from_db()
    assert (meeting.state, meeting.state_reason) == (state, "停电")


@pytest.mark.parametrize("door", DOORS)
def test_an_item_with_speakers_is_added(doors, secretary, body, door):
    meeting, person = make_meeting(body), make_person(body.association)
    data = {"kind": "report", "title_zh": "通报调研报告", "minutes_planned": 20}
    if door == "page":
        data |= {
            "speakers-TOTAL_FORMS": 3,
            "speakers-INITIAL_FORMS": 0,
            "speakers-0-person": str(person.pk),
            "speakers-1-words_zh": "企业代表",
            "speakers-1-count": 7,
        }
    else:
        data |= {"speakers": [{"person_id": str(person.pk)}, {"words_zh": "企业代表", "count": 7}]}

    response = doors.act(door, f"meetings/{meeting.pk}/agenda/add/", f"meetings/{meeting.pk}/agenda", data)

    assert response.status_code in (201, 302)
    item = AgendaItem.objects.get()
    assert (item.title_zh, item.minutes_planned) == ("通报调研报告", 20)
    assert [(one.person, one.words_zh, one.count) for one in item.speakers.all()] == [
        (person, "", None),
        (None, "企业代表", 7),
    ]


@pytest.mark.parametrize("door", DOORS)
def test_an_item_is_changed_with_its_speakers(doors, secretary, body, door):
    item = make_item(make_meeting(body))
    data = {"version": 1, "kind": "decision", "title_zh": "新题"}
    if door == "page":
        data |= {"speakers-TOTAL_FORMS": 1, "speakers-INITIAL_FORMS": 0, "speakers-0-words_en": "all"}
    else:
        data |= {"speakers": [{"words_en": "all"}]}
    path = f"meetings/{item.meeting_id}/agenda/{item.pk}"

    doors.act(door, f"{path}/change/", path, data, method="patch")

    item.refresh_from_db()
    assert (item.kind, item.title_zh, item.speakers.get().words_en) == ("decision", "新题", "all")


@pytest.mark.parametrize("door", DOORS)
def test_an_item_moves_up(doors, secretary, body, door):
    meeting = make_meeting(body)
    first, second = make_item(meeting), make_item(meeting)
    path = f"meetings/{meeting.pk}/agenda/{second.pk}/move"

    doors.act(door, f"{path}/", path, {"to": "up"})

    assert list(meeting.agenda.all()) == [second, first]


@pytest.mark.parametrize("door", DOORS)
def test_an_item_is_removed(doors, secretary, body, door):
    item = make_item(make_meeting(body))
    path = f"meetings/{item.meeting_id}/agenda/{item.pk}"

    doors.act(door, f"{path}/remove/", path, {}, method="delete")

    assert not AgendaItem.objects.exists()


@pytest.mark.parametrize("door", DOORS)
def test_the_result_of_an_item_is_entered(doors, secretary, body, door):
    item = make_item(make_meeting(body, state="open"))
    path = f"meetings/{item.meeting_id}/agenda/{item.pk}/result"

    doors.act(door, f"{path}/", path, {"version": 1, "result_zh": "原则同意"}, method="put")

    item.refresh_from_db()
    assert item.result_zh == "原则同意"


def test_a_move_by_htmx_is_answered_with_the_list_alone(client, secretary, body):
    item = make_item(make_meeting(body))
    make_item(item.meeting)
    url = reverse("meetings:move_item", args=(body.association.slug, item.meeting_id, item.pk))

    response = client.post(url, {"to": "down"}, headers={"HX-Request": "true"})

    page = response.content.decode()
    assert "<html" not in page
    assert item.title in page or item.title_zh in page


@pytest.mark.parametrize("door", DOORS)
def test_a_sponsor_is_thanked_and_removed_again(doors, secretary, body, door):
    meeting = make_meeting(body)

    data = {"role": "sponsor", "name_zh": "酩悦居酒店"}
    doors.act(door, f"meetings/{meeting.pk}/sponsors/add/", f"meetings/{meeting.pk}/sponsors", data)
    sponsor = Sponsor.objects.get()
    path = f"meetings/{meeting.pk}/sponsors/{sponsor.pk}"
    doors.act(door, f"{path}/remove/", path, {}, method="delete")

    assert sponsor.name_zh == "酩悦居酒店"
    assert not Sponsor.objects.exists()


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
