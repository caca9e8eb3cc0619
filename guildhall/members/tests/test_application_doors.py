"""What the secretariat does with applications and forms: page and API give the same answer."""

from typing import Any

import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.members.tests.make import (
    make_application,
    make_application_form,
    make_association,
    make_body,
    make_user,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
WAYS = ["page", "api"]
DAY = "2025-06-15"


class Scene:
    """One application in each state that something can be done in, and a form of each kind."""

    def __init__(self) -> None:
        self.association = make_association(is_public=True)
        self.form = make_application_form(self.association)
        self.closed = make_application_form(self.association, kind="institution", is_open=False)
        self.submitted = make_application(self.form)
        self.reviewed = make_application(self.form, state="reviewed")
        self.keeper = make_user_with_powers(self.association, Power.MANAGE)
        self.reader = make_user_with_powers(self.association, Power.READ)
        self.decided = {"on": DAY, "resolution": "2025-8"}
        self.body = make_body(self.association)


Door = tuple[str, list[Any], dict[str, Any], str, dict[str, Any]]


def doors(s: Scene) -> dict[str, Door]:
    """By name: the line of the record, what stands in the address, the page's form, method and data of the API."""
    form, twin = s.decided | {"body": s.body.pk}, s.decided | {"body_id": str(s.body.pk)}
    titled = {"title_zh": "入会申请", "version": 1}
    kind = {"kind": "individual"}
    return {
        "return_application": (
            "application.returned",
            [s.submitted.pk],
            {"note": "缺"},
            "post",
            {"note": "缺"},
        ),
        "review_application": ("application.reviewed", [s.submitted.pk], {}, "post", {}),
        "refuse_application": (
            "application.refused",
            [s.reviewed.pk],
            {"reason": "不属本行业"},
            "post",
            {"reason": "不属本行业"},
        ),
        "approve_application": ("application.approved", [s.reviewed.pk], form, "post", twin),
        "set_up_application_form": ("application_form.set_up", [], kind, "post", kind),
        "change_application_form": ("application_form.changed", [s.form.pk], titled, "patch", titled),
        "open_application_form": ("application_form.opened", [s.closed.pk], {}, "post", {}),
        "close_application_form": ("application_form.closed", [s.form.pk], {}, "post", {}),
    }


NAMES = [
    "return_application",
    "review_application",
    "refuse_application",
    "approve_application",
    "set_up_application_form",
    "change_application_form",
    "open_application_form",
    "close_application_form",
]


def go_through(client, scene: Scene, name: str, way: str):
    _recorded, args, form, method, data = doors(scene)[name]
    args = [scene.association.slug, *args]
    if way == "page":
        return client.post(reverse(f"members:{name}", args=args), form)
    return getattr(client, method)(reverse(f"api-1:{name}", args=args), data, content_type="application/json")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_who_keeps_the_members_comes_through_either_door(client, name, way):
    scene = Scene()
    client.force_login(scene.keeper)

    response = go_through(client, scene, name, way)

    assert response.status_code in (200, 201, 302), response.content.decode()
    assert AuditEntry.objects.last().action == doors(scene)[name][0]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_who_only_reads_is_sent_away_from_either_door(client, name, way):
    scene = Scene()
    before = AuditEntry.objects.count()
    client.force_login(scene.reader)

    assert go_through(client, scene, name, way).status_code == 403
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_strangers_find_neither_door(client, name, way):
    scene = Scene()
    client.force_login(make_user())

    assert go_through(client, scene, name, way).status_code == 404


@pytest.mark.parametrize("name", ["review_application", "open_application_form"])
@pytest.mark.parametrize("way", WAYS)
def test_what_is_done_already_is_refused_alike(client, name, way):
    scene = Scene()
    client.force_login(scene.keeper)
    go_through(client, scene, name, way)

    assert go_through(client, scene, name, way).status_code == 409


def test_programs_approve_several_after_a_preview(client):
    scene = Scene()
    other = make_application(scene.form, state="reviewed")
    client.force_login(scene.keeper)
    given: dict[str, Any] = scene.decided | {"body_id": str(scene.body.pk)}
    given["application_ids"] = [str(scene.reviewed.pk), str(other.pk)]

    def send(name: str):
        url = reverse(f"api-1:{name}", args=[scene.association.slug])
        return client.post(url, given, content_type="application/json").json()

    assert len(send("preview_approval")["sentences"]) == 2
    assert {one["name"] for one in send("approve_applications")} == {scene.reviewed.name, other.name}


def test_programs_read_the_list_for_the_council_and_one_application(client):
    scene = Scene()
    client.force_login(scene.reader)

    listed = client.get(reverse("api-1:council", args=[scene.association.slug])).json()
    one = client.get(reverse("api-1:application", args=[scene.association.slug, scene.submitted.pk])).json()

    assert [row["id"] for row in listed["applications"]] == [str(scene.reviewed.pk)]
    assert scene.reviewed.name in listed["text"]
    assert one["missing"] == []
    assert {line["key"]: line["files"] for line in one["lines"]}["licence"] == ["licence.pdf"]


def test_questions_are_moved_and_removed_on_the_page(client):
    scene = Scene()
    client.force_login(scene.keeper)
    first, second, *rest = [question["key"] for question in scene.form.questions]

    def press(name: str, key: str, **given: str) -> list[str]:
        client.post(reverse(f"members:{name}", args=[scene.association.slug, scene.form.pk, key]), given)
        scene.form.refresh_from_db()
        return [question["key"] for question in scene.form.questions]

    assert press("move_question", second, to="up") == [second, first, *rest]
    assert press("move_question", second, to="down") == [first, second, *rest]
    assert press("remove_question", second) == [first, *rest]
