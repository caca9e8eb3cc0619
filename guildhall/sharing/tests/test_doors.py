"""Page and API give the same answer to the same act, and show the same to the same reader."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guildhall.exchange.tests.make import make_listing
from guildhall.registry.tests.make import make_person
from guildhall.sharing.models import Booking, Closure, Resource
from guildhall.sharing.tests.acts import PNG
from guildhall.sharing.tests.make import (
    WORKDAYS,
    make_booking,
    make_closure,
    make_resource,
    make_user,
    make_zone,
    monday_at,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@dataclass
class Door:
    kind: str
    client: Any
    slug: str

    def act(self, path, data=None, *, user, api=None, method="post"):
        self.client.force_login(user)
        if self.kind == "page":
            return self.client.post(f"/a/{self.slug}/resources/{path}/", data or {}).status_code == 302
        url = f"/api/v1/a/{self.slug}/resources" + (f"/{path}" if api is None else api)
        if any(hasattr(value, "read") for value in (data or {}).values()):
            return self.client.post(url, data).status_code in (200, 201)
        ask = getattr(self.client, method)
        return ask(url, data or {}, content_type="application/json").status_code in (200, 201, 204)


@pytest.fixture(params=["page", "api"])
def door(request, client, association):
    return Door(request.param, client, association.slug)


def times(starts, hours=1):
    zone = make_zone()
    return {
        "starts_at": starts.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (starts + hours * HOUR).astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
    }


def test_a_resource_is_offered_changed_photographed_and_taken_out_of_use(door, owner, owner_firm, stranger):
    given = {"kind": "room", "title_zh": "会议室", "slot": "60", "most_slots": 8, "notice_hours": 0}
    given |= {"visibility": "association", "organization": str(owner_firm.pk)}
    if door.kind == "page":
        given |= {f"hours_{day}": text for day, text in enumerate(WORKDAYS)}
    else:
        given = given | {"hours": WORKDAYS, "organization_id": str(owner_firm.pk)}
    assert door.act("new", given, user=owner, api="")
    made = Resource.objects.get()
    assert made.organization == owner_firm

    changed = given | {"version": 1, "title_zh": "大会议室"}
    changed.pop("organization_id", None)
    path = f"{made.pk}/change"
    for user, done in ((stranger, False), (owner, True), (owner, False)):
        assert door.act(path, changed, user=user, api=f"/{made.pk}", method="patch") is done
    assert door.act(f"{made.pk}/photo", {"file": SimpleUploadedFile("图.png", PNG)}, user=owner)
    assert door.act(f"{made.pk}/retire", user=owner)
    assert not door.act(f"{made.pk}/restore", user=stranger)
    assert door.act(f"{made.pk}/restore", user=owner)
    made.refresh_from_db()
    assert (made.title_zh, made.is_active, made.photo.name) == ("大会议室", True, "图.png")


def test_a_time_is_booked_confirmed_cancelled_and_refused(
    door, association, owner_firm, owner, engineer, stranger
):
    resource = make_resource(association, organization=owner_firm, needs_approval=True)
    asked = times(monday_at(9)) | {"purpose": "试验", "repeats": 1}
    assert door.act(f"{resource.pk}/book", asked, user=engineer)
    assert not door.act(f"{resource.pk}/book", asked, user=stranger)
    booking = Booking.objects.get()
    for user, done in ((stranger, False), (engineer, False), (owner, True), (owner, False)):
        assert door.act(f"bookings/{booking.pk}/confirm", user=user) is done
    assert not door.act(f"bookings/{booking.pk}/cancel", {"reason": ""}, user=owner)
    assert door.act(f"bookings/{booking.pk}/cancel", {"reason": ""}, user=engineer)

    assert door.act(f"{resource.pk}/book", asked, user=engineer)
    again = Booking.objects.get(state="requested")
    assert door.act(f"bookings/{again.pk}/decline", {"reason": "检修"}, user=owner)
    past = make_booking(resource, starts_at=monday_at(9) - timedelta(days=28))
    came = {"came": "yes"} if door.kind == "page" else {"came": True}
    assert door.act(f"bookings/{past.pk}/use", came, user=owner)
    assert sorted(Booking.objects.values_list("state", flat=True)) == ["cancelled", "declined", "used"]


def test_times_are_blocked_and_calendar_addresses_end(door, resource, owner, engineer, stranger):
    blocked = times(monday_at(9), 3) | {"reason": "检修"}
    assert not door.act(f"{resource.pk}/block", blocked, user=stranger)
    assert door.act(f"{resource.pk}/block", blocked, user=owner)
    closure = Closure.objects.get()
    assert not door.act(f"blocked/{closure.pk}/end", user=stranger)
    assert door.act(f"blocked/{closure.pk}/end", user=owner)

    door.client.force_login(engineer)
    make_booking(resource, person=engineer.people.get())
    make_booking(resource, starts_at=monday_at(14), purpose="机密试验")
    if door.kind == "page":
        page = door.client.post(f"/a/{door.slug}/resources/{resource.pk}/feed/").content.decode()
        address = page.split('value="http')[1].split('"')[0].partition("/a/")[2]
    else:
        answer = door.client.post(f"/api/v1/a/{door.slug}/resources/{resource.pk}/feed")
        address = answer.json()["address"].partition("/a/")[2]
    door.client.logout()
    text = door.client.get(f"/a/{address}").content.decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert "机密试验" not in text
    assert door.act(f"{resource.pk}/feed/end", user=engineer, api=f"/{resource.pk}/feed", method="delete")
    door.client.logout()
    assert door.client.get(f"/a/{address}").status_code == 404
    assert door.client.get(f"/a/{door.slug}/resources/{resource.pk}/calendar.ics").status_code == 404


def test_several_weeks_are_shown_before_they_are_booked(client, resource, engineer):
    client.force_login(engineer)
    url = f"/a/{resource.association.slug}/resources/{resource.pk}/book/"
    asked = times(monday_at(9)) | {"purpose": "试验", "repeats": 3}
    shown = client.post(url, asked)
    assert shown.status_code == 200
    assert not Booking.objects.exists()
    assert client.post(url, asked | {"confirmed": "yes"}).status_code == 302
    assert Booking.objects.count() == 3
    taken = client.post(url, asked)
    assert b'name="confirmed"' not in taken.content
    twin = f"/api/v1/a/{resource.association.slug}/resources/{resource.pk}/preview"
    weeks = client.post(twin, times(monday_at(9)) | {"repeats": 2}, content_type="application/json").json()
    assert all(week["problem"] for week in weeks)


def test_every_page_opens_for_its_reader(client, association, owner_firm, owner):
    resource = make_resource(association, organization=owner_firm, visibility="public")
    booking = make_booking(resource, state="requested", person=owner.people.get())
    make_booking(resource, starts_at=monday_at(15), purpose="机密试验")
    make_closure(resource)
    client.force_login(owner)
    start, twin = f"/a/{association.slug}/resources", f"/api/v1/a/{association.slug}/resources"
    week = f"?week={monday_at(9):%Y-%m-%d}"
    for place, path in enumerate((
        "", "?mine=1&q=x", "new/", "bookings/", f"bookings/{booking.pk}/", f"bookings/{booking.pk}/booking.ics",
        f"bookings/{booking.pk}/decline/", f"bookings/{booking.pk}/cancel/", f"{resource.pk}/", f"{resource.pk}/{week}",
        f"{resource.pk}/?week=0001-01-01", f"{resource.pk}/month/", f"{resource.pk}/month/?month=9999-12",
        f"{resource.pk}/change/", f"{resource.pk}/photo/", f"{resource.pk}/book/?starts_at=x", f"{resource.pk}/block/",
        f"{resource.pk}/bookings/", f"{resource.pk}/bookings.xlsx", f"{resource.pk}/feed/",
    )):  # fmt: skip
        language = ("zh-hans", "en")[place % 2]
        answer = client.get(f"{start}/{path}", headers={"accept-language": language})
        assert answer.status_code == 200, path
    for path in (
        f"{resource.pk}",
        f"bookings/{booking.pk}",
        f"{resource.pk}/calendar",
        f"{resource.pk}/keeping",
    ):
        assert client.get(f"{twin}/{path}").status_code == 200, path
    client.logout()
    for path in ("", f"{resource.pk}/", f"{resource.pk}/{week}"):
        answer = client.get(f"/p/{association.slug}/resources/{path}")
        assert answer.status_code == 200
        assert "机密试验" not in answer.content.decode()


def test_what_is_not_open_to_somebody_is_seen_through_no_door(
    client, association, firm, owner_firm, engineer, stranger
):
    resources = {
        name: make_resource(association, organization=owner_firm, visibility=name, title_zh=f"资源{name}")
        for name in ("public", "association", "invited")
    }
    resources["invited"].invited.add(firm)
    booking = make_booking(resources["invited"], person=engineer.people.get(), purpose="机密试验")
    guest = make_user()
    make_person(association, user=guest, is_guest=True)
    seen = {
        engineer: {"public", "association", "invited"},
        stranger: {"public", "association"},
        guest: {"public"},
    }
    for user, names in seen.items():
        client.force_login(user)
        page = client.get(f"/a/{association.slug}/resources/").content.decode()
        twin = client.get(f"/api/v1/a/{association.slug}/resources").json()["items"]
        assert {name for name in resources if f"资源{name}" in page} == names
        assert {row["title"].removeprefix("资源") for row in twin} == names
        for name, resource in resources.items():
            expected = 200 if name in names else 404
            for path in ("", "month/", "feed/") if name == "invited" else ("",):
                url = f"/a/{association.slug}/resources/{resource.pk}/{path}"
                assert client.get(url).status_code == expected
            assert client.get(f"/api/v1/a/{association.slug}/resources/{resource.pk}").status_code == expected
            for path in ("bookings/", "bookings.xlsx", "change/", "block/") if name == "public" else ():
                assert client.get(f"/a/{association.slug}/resources/{resource.pk}/{path}").status_code == 404
        found = client.get(f"/a/{association.slug}/resources/bookings/{booking.pk}/")
        assert found.status_code == (200 if user == engineer else 404)
        assert (
            client.get(f"/api/v1/a/{association.slug}/resources/bookings/{booking.pk}").status_code
            == found.status_code
        )
    client.logout()
    assert client.get(f"/p/{association.slug}/resources/{resources['association'].pk}/").status_code == 404


def test_an_offer_leads_to_what_can_be_booked_under_it(client, association, owner_firm, stranger):
    offer = make_listing(association, organization=owner_firm, kind="equipment")
    shown = make_resource(association, organization=owner_firm, listing=offer)
    hidden = make_resource(association, organization=owner_firm, listing=offer, visibility="invited")
    client.force_login(stranger)
    page = client.get(f"/a/{association.slug}/exchange/listings/{offer.pk}/").content.decode()
    assert f"/resources/{shown.pk}/" in page
    assert f"/resources/{hidden.pk}/" not in page
