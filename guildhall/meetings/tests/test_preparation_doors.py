"""Every act of preparing a meeting through its page and through its endpoint."""

import pytest
from django.urls import reverse
from django.utils import timezone

from guildhall.meetings.models import AgendaItem, Meeting, Sponsor
from guildhall.meetings.tests.doors import DOORS
from guildhall.meetings.tests.make import (
    make_body,
    make_item,
    make_meeting,
    make_person,
    make_secretary,
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
