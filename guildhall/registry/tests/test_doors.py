"""The page and the API give the same answer."""

import re
from typing import Any

import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.registry import actions
from guildhall.registry.models import Organization, Person
from guildhall.registry.tests.doors import NAMES, Scene, doors
from guildhall.registry.tests.make import (
    make_charter_profile,
    make_organization,
    make_person,
    make_user,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
WAYS = ["through_page", "through_api"]
FORBIDDEN, NOT_FOUND = 403, 404


@pytest.fixture
def scene():
    return Scene()


def go_through(way, client, name, scene):
    return getattr(doors(scene)[name], way)(client, name, scene.association)


def test_the_doors_leave_no_act_out(scene):
    assert list(doors(scene)) == NAMES
    elsewhere = {
        "found_association",
        "accept_sign_in",
        "take_out_rule",
        "send_sign_in_link",
        "rescue_association",
        "begin_term",
    }
    acts = {name for name in actions.__all__ if name.islower()}
    assert acts - elsewhere == set(NAMES)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_who_keeps_the_registry_comes_through_either_door(client, scene, name, way):
    client.force_login(scene.keeper)

    response = go_through(way, client, name, scene)

    assert response.status_code in (200, 201, 302), response.content.decode()
    assert AuditEntry.objects.last().action == doors(scene)[name].recorded


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_who_only_reads_is_sent_away_from_either_door(client, scene, name, way):
    client.force_login(make_user_with_powers(scene.association, Power.READ))

    response = go_through(way, client, name, scene)

    assert response.status_code == FORBIDDEN, response.content.decode()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_strangers_find_neither_door(client, scene, name, way):
    client.force_login(make_user())

    assert go_through(way, client, name, scene).status_code == NOT_FOUND


@pytest.mark.parametrize("name", ["retire_organization", "invite_person_to_sign_in"])
@pytest.mark.parametrize("way", WAYS)
def test_an_act_without_a_form_is_refused_alike(client, scene, name, way):
    client.force_login(scene.keeper)
    Organization.objects.update(is_active=False)
    Person.objects.update(email="")

    assert go_through(way, client, name, scene).status_code == 409


def test_a_refused_rule_stands_in_the_form_and_in_the_problem(client, scene):
    client.force_login(scene.keeper)
    data = {"kind": "enterprise", "name_zh": scene.organization.name_zh}
    page = reverse("registry:add_organization", args=[scene.association.slug])
    twin = reverse("api-1:add_organization", args=[scene.association.slug])

    form = client.post(page, data, headers={"Accept-Language": "en"}).content.decode()
    problem = client.post(twin, data, content_type="application/json", headers={"Accept-Language": "en"})

    link = reverse("registry:organization", args=[scene.association.slug, scene.organization.pk])
    assert problem.status_code == 409
    assert problem.json()["known"]["link"] == link
    assert problem.json()["detail"] in form
    assert f'href="{link}"' in form


def test_the_slower_of_two_finds_the_sentence_in_the_form(client, scene):
    client.force_login(scene.keeper)
    page = reverse("registry:change_organization", args=[scene.association.slug, scene.organization.pk])
    data = {"kind": "enterprise", "name_zh": "新名一", "version": 1}
    client.post(page, data)

    response = client.post(page, data | {"name_zh": "新名二"})

    assert scene.keeper.name in response.content.decode()
    assert Organization.objects.get(pk=scene.organization.pk).name_zh == "新名一"


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_rule_is_taken_out_through_either_door(client, scene, way):
    client.force_login(scene.keeper)
    key = "bodies.council.notice_days"
    rule = {"value": 7, "source": {"zh": "章程", "en": "Charter"}, "confidence": "A"}
    rules = {"key": "own", "name": {"zh": "章程", "en": "Charter"}, "rules": {key: rule}}
    make_charter_profile(scene.association, version=2, rules=rules)
    data = {"from_on": "2025-06-15", "based_on": 2}

    if way == "page":
        client.post(reverse("registry:take_out_rule", args=[scene.association.slug, key]), data)
    else:
        url = reverse("api-1:take_out_rule", args=[scene.association.slug, key])
        client.post(url, data, content_type="application/json")

    assert AuditEntry.objects.get().details["version"] == 3


def test_the_page_shows_what_a_rule_would_change_before_anything_is_stored(client, scene):
    client.force_login(scene.keeper)
    door = doors(scene)["change_rule"]
    url = reverse("registry:change_rule", args=[scene.association.slug, *door.args])
    form = {name: value for name, value in door.form.items() if name != "confirmed"}

    shown = client.post(url, form, headers={"Accept-Language": "en"}).content.decode()
    told = client.post(
        reverse("api-1:preview_rule", args=[scene.association.slug, *door.args]),
        {"rule": door.data["rule"]},
        content_type="application/json",
    ).json()

    assert told[0]["sentence"]["en"] in shown
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("way", ["page", "api"])
def test_anybody_signed_in_founds_an_association_through_either_door(client, way):
    client.force_login(make_user())
    data = {
        "kind": "chamber",
        "name_zh": "云州商会",
        "slug": "yunzhou",
        "state": "active",
        "timezone": "Asia/Shanghai",
    }

    if way == "page":
        response = client.post(reverse("found_association"), data, follow=True)
        assert response.redirect_chain[-1][0] == "/a/yunzhou/first-steps/"
    else:
        response = client.post(reverse("api-1:found_association"), data, content_type="application/json")
        assert response.json()["slug"] == "yunzhou"

    assert AuditEntry.objects.get().action == "association.founded"


def test_an_identifier_that_is_not_known_here_is_refused(client, scene):
    client.force_login(scene.keeper)
    foreign = make_organization()
    url = reverse("api-1:add_person", args=[scene.association.slug])

    response = client.post(
        url, {"name_zh": "李明", "organization_id": str(foreign.pk)}, content_type="application/json"
    )

    assert (response.status_code, response.json()["code"]) == (422, "unknown_reference")


@pytest.mark.parametrize(
    "data",
    [
        {"name_zh": "a\0b"},
        {"name_zh": "x" * 101},
        {"name_zh": "李明", "email": "no mail address"},
        {"name_zh": "李明", "born_on": "1970-02-31"},
        {"name_zh": "李明", "is_guest": None},
    ],
)
def test_what_has_the_wrong_shape_is_refused_by_the_api(client, scene, data):
    client.force_login(scene.keeper)
    url = reverse("api-1:add_person", args=[scene.association.slug])

    assert client.post(url, data, content_type="application/json").status_code == 422


def test_markup_in_a_name_stays_text(client, scene):
    client.force_login(scene.keeper)
    person = make_person(scene.association, name_zh="<script>alert(1)</script>")

    page = client.get(reverse("registry:person", args=[scene.association.slug, person.pk])).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


RACES = {
    "change_association": "name_zh",
    "change_body": "about_zh",
    "change_organization": "region",
    "change_person": "note_zh",
    "change_post": "name_zh",
}


@pytest.mark.parametrize("name", RACES)
def test_the_slower_of_two_sees_both_and_decides_on_the_page(client, scene, name):
    field = RACES[name]
    door = doors(scene)[name]
    client.force_login(scene.keeper)
    url = reverse(f"registry:{name}", args=[scene.association.slug, *door.args])
    assert client.post(url, door.form | {field: "先到的甲"}).status_code == 302

    page = client.post(url, door.form | {field: "后到的乙"})
    text = page.content.decode()

    assert page.status_code == 200
    assert scene.keeper.name in text
    assert re.search(r"<dd>\s*先到的甲\s*</dd>", text)
    assert "后到的乙" in text
    shown = re.findall(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"', text)
    assert [one or two for one, two in shown] == ["2"]
    assert AuditEntry.objects.count() == 1
    assert client.post(url, door.form | {field: "后到的乙", "version": 2}).status_code == 302


@pytest.mark.parametrize("name", RACES)
def test_the_slower_of_two_is_told_what_stands_now_by_the_api(client, scene, name):
    field = RACES[name]
    door = doors(scene)[name]
    client.force_login(scene.keeper)
    url = reverse(f"api-1:{name}", args=[scene.association.slug, *door.args])

    def change(text: str) -> Any:
        data = {"version": 1, field: text}
        return client.patch(url, data, content_type="application/json")

    assert change("先到的甲").status_code == 200
    refused = change("后到的乙")

    assert refused.status_code == 409
    told = refused.json()
    assert (told["code"], told["version"], told["stands"]) == ("changed_meanwhile", 2, {field: "先到的甲"})
    assert scene.keeper.name in told["detail"]
    assert AuditEntry.objects.count() == 1
