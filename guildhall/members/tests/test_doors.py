"""Every act on a membership through its page and through the API gives the same answer."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.members.models import Member
from guildhall.members.tests.make import (
    make_association,
    make_body,
    make_member,
    make_organization,
    make_person,
    make_tier,
    make_user,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
DAY = "2025-06-15"
NAMES = [
    "admit_member",
    "change_tier",
    "suspend_member",
    "resume_member",
    "withdraw_member",
    "remove_member",
]
RECORDED = {
    "admit_member": "member.admitted",
    "change_tier": "member.tier_changed",
    "suspend_member": "member.suspended",
    "resume_member": "member.resumed",
    "withdraw_member": "member.withdrawn",
    "remove_member": "member.removed",
}


@dataclass
class Scene:
    def __post_init__(self) -> None:
        self.association = make_association()
        self.keeper = make_user_with_powers(self.association, Power.MANAGE, Power.DECIDE)
        self.council = make_body(self.association)
        self.tier = make_tier(self.association)
        self.unit = make_organization(self.association)
        self.member = make_member(self.association)
        self.halted = make_member(self.association, state="suspended")

    def asked(self, name: str) -> tuple[Member | None, dict[str, Any]]:
        """On whom, and with which values (identifiers by the name of the thing)."""
        resolved = {"on": DAY, "body": self.council.pk, "resolution": "会决〔2025〕3号", "reason": "原因"}
        asked: dict[str, tuple[Member | None, dict[str, Any]]] = {
            "admit_member": (
                None,
                {
                    "organization": self.unit.pk,
                    "tier": self.tier.pk,
                    "on": DAY,
                    "body": self.council.pk,
                    "resolution": "1",
                },
            ),
            "change_tier": (self.member, resolved | {"tier": self.tier.pk}),
            "suspend_member": (self.member, resolved),
            "resume_member": (self.halted, resolved),
            "withdraw_member": (self.member, {"on": DAY, "letter": "退会函"}),
            "remove_member": (self.member, resolved),
        }
        return asked[name]


@pytest.fixture
def scene():
    return Scene()


def go_through(way, client, name, scene, **other):
    member, values = scene.asked(name)
    values = values | other
    args = [scene.association.slug, *([member.pk] if member else [])]
    if way == "page":
        return client.post(reverse(f"members:{name}", args=args), values)
    things = ("organization", "tier", "body")
    data = {f"{key}_id" if key in things else key: str(value) for key, value in values.items()}
    return client.post(reverse(f"api-1:{name}", args=args), data, content_type="application/json")


WAYS = pytest.mark.parametrize("way", ["page", "api"])


@WAYS
@pytest.mark.parametrize("name", NAMES)
def test_every_door_does_the_same(client, scene, way, name):
    client.force_login(scene.keeper)

    answer = go_through(way, client, name, scene)

    assert answer.status_code in {200, 201, 302}, answer.content.decode()[:2000]
    assert (way == "api") or answer.status_code == 302
    assert AuditEntry.objects.filter(action=RECORDED[name]).count() == 1


@WAYS
@pytest.mark.parametrize("name", NAMES)
def test_every_door_refuses_who_may_not(client, scene, way, name):
    for user, status in ((make_user_with_powers(scene.association), 403), (make_user(), 404)):
        client.force_login(user)
        assert go_through(way, client, name, scene).status_code == status

    assert not AuditEntry.objects.exists()


@WAYS
@pytest.mark.parametrize("name", NAMES)
def test_every_door_refuses_a_day_that_has_not_come(client, scene, way, name):
    client.force_login(scene.keeper)

    answer = go_through(way, client, name, scene, on="2999-01-01")

    if way == "api":
        assert (answer.status_code, answer.json()["code"]) == (422, "in_the_future")
    else:
        assert answer.status_code == 200
        assert "2999" in answer.content.decode()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_every_act_has_a_page_that_opens(client, scene, name):
    client.force_login(scene.keeper)
    member, _values = scene.asked(name)
    args = [scene.association.slug, *([member.pk] if member else [])]

    assert client.get(reverse(f"members:{name}", args=args)).status_code == 200


@WAYS
def test_neither_both_nor_none_of_unit_and_person(client, scene, way):
    client.force_login(scene.keeper)
    person = make_person(scene.association)

    if way == "page":
        answer = go_through(way, client, "admit_member", scene, person=person.pk)
        assert answer.status_code == 200
    else:
        answer = go_through(way, client, "admit_member", scene, person_id=person.pk)
        assert answer.json()["code"] == "one_holder"
    assert Member.objects.count() == 2


@WAYS
def test_a_representative_finds_the_own_membership_and_a_stranger_none(client, scene, way):
    own = make_user()
    make_person(scene.association, user=own, organization=scene.member.organization)
    door = reverse(f"{'members' if way == 'page' else 'api-1'}:my_membership", args=[scene.association.slug])

    client.force_login(own)
    mine = client.get(door).content.decode()
    client.force_login(scene.keeper)
    none = client.get(door).content.decode()

    assert scene.member.number in mine
    assert scene.member.number not in none


@WAYS
def test_the_public_reads_names_of_a_public_association_only(client, scene, way):
    address = f"/p/{scene.association.slug}/members"
    address = f"{address}/" if way == "page" else f"/api/v1{address}"
    assert client.get(address).status_code == 404

    type(scene.association).objects.update(is_public=True)
    shown = client.get(address, headers={"Accept-Language": "en"}).content.decode()

    assert scene.member.organization.name_en in shown
    assert scene.member.number not in shown
    assert client.get(address, {"q": "nobody at all"}).status_code == 200
