"""Two doors to the same acts: the pages, as a browser fills them in, and the API."""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin

from django.db.models import Model
from django.test import Client
from django.utils.html import strip_tags

from guildhall.config.api import api
from tests.entry.forms import Form, forms_of

Values = dict[str, Any]


class Act(NamedTuple):
    """Where an act is done: on which page (by pressing which button there), and with which request."""

    page: str
    verb: str
    path: str
    button: str = ""


MEETING, MOTION, PLAN = "meetings/{pk}/", "meetings/{pk}/motions/{motion_pk}/", "plans/{pk}/"
ACTS = {
    "found_association": Act("/associations/new/", "post", "/associations"),
    "change_association": Act("settings/", "patch", ""),
    "change_body": Act("bodies/{pk}/change/", "patch", "bodies/{pk}"),
    "found_body": Act("bodies/new/", "post", "bodies"),
    "add_organization": Act("organizations/new/", "post", "organizations"),
    "add_person": Act("people/new/", "post", "people"),
    "create_post": Act("bodies/{pk}/posts/new/", "post", "bodies/{pk}/posts"),
    "appoint": Act("posts/{pk}/appoint/", "post", "posts/{pk}/tenures"),
    "give_seat": Act("bodies/{pk}/seats/new/", "post", "bodies/{pk}/seats"),
    "convene_meeting": Act("meetings/convene/?body={body}", "post", "meetings"),
    "add_item": Act(f"{MEETING}agenda/add/", "post", "meetings/{pk}/agenda"),
    "enter_result": Act(
        f"{MEETING}agenda/{{item_pk}}/result/", "put", "meetings/{pk}/agenda/{item_pk}/result"
    ),
    "add_sponsor": Act(f"{MEETING}papers/", "post", "meetings/{pk}/sponsors", f"{MEETING}sponsors/add/"),
    "fill_invitations": Act(f"{MEETING}invitations/fill/", "post", "meetings/{pk}/invitations/fill"),
    "invite_person": Act(f"{MEETING}invitations/invite/", "post", "meetings/{pk}/invitations"),
    "change_invitation": Act(
        f"{MEETING}invitations/{{invitation_pk}}/change/",
        "patch",
        "meetings/{pk}/invitations/{invitation_pk}",
    ),
    "send_notice": Act(f"{MEETING}notice/", "post", "meetings/{pk}/notice"),
    "reply_to_invitation": Act(
        f"{MEETING}invitations/{{invitation_pk}}/reply/",
        "post",
        "meetings/{pk}/invitations/{invitation_pk}/reply",
    ),
    "record_attendance": Act(
        f"{MEETING}desk/", "post", "meetings/{pk}/attendance", f"{MEETING}attendance/record/"
    ),
    "open_meeting": Act(f"{MEETING}session/", "post", "meetings/{pk}/open", f"{MEETING}open/"),
    "close_meeting": Act(f"{MEETING}session/", "post", "meetings/{pk}/close", f"{MEETING}close/"),
    "put_motion": Act(f"{MEETING}motions/put/", "post", "meetings/{pk}/motions"),
    "decide_motion": Act(f"{MOTION}decide/", "post", "meetings/{pk}/motions/{motion_pk}/decide"),
    "enter_motion_result": Act(f"{MOTION}result/", "post", "meetings/{pk}/motions/{motion_pk}/result"),
    "number_resolution": Act(f"{MOTION}resolution/", "post", "meetings/{pk}/motions/{motion_pk}/resolution"),
    "commit_to": Act(f"{MEETING}commit/{{origin_pk}}/", "post", "meetings/{pk}/commitments"),
    "draft_minutes": Act(
        f"{MEETING}minutes/", "post", "meetings/{pk}/minutes/draft", f"{MEETING}minutes/draft/"
    ),
    "save_minutes": Act(f"{MEETING}minutes/edit/", "put", "meetings/{pk}/minutes"),
    "submit_minutes": Act(
        f"{MEETING}minutes/", "post", "meetings/{pk}/minutes/submit", f"{MEETING}minutes/submit/"
    ),
    "approve_minutes": Act(
        f"{MEETING}minutes/", "post", "meetings/{pk}/minutes/approve", f"{MEETING}minutes/approve/"
    ),
    "publish_meeting": Act(f"{MEETING}publish/", "post", "meetings/{pk}/publish"),
    "draft_plan": Act("plans/new/", "post", "plans"),
    "add_plan_item": Act(f"{PLAN}items/", "post", "plans/{pk}/items"),
    "put_up_for_discussion": Act(PLAN, "post", "plans/{pk}/discuss", f"{PLAN}discuss/"),
    "adopt_plan": Act(f"{PLAN}adopt/", "post", "plans/{pk}/adopt"),
    "change_commitment": Act("commitments/{pk}/change/", "patch", "commitments/{pk}"),
    "publish_plan": Act(PLAN, "post", "plans/{pk}/publish", f"{PLAN}publish/"),
}


class Door:
    """Acts in one association, as the one who is signed in."""

    def __init__(self, client: Client, slug: str) -> None:
        self.client, self.slug = client, slug

    def enter(self, act: str, where: Values | None = None, **values: Any) -> None:
        """Does the act; fails with what was answered if it is refused."""
        raise NotImplementedError


class Pages(Door):
    """Opens the page, fills in its form and sends it."""

    def enter(self, act: str, where: Values | None = None, **values: Any) -> None:
        found, where = ACTS[act], where or {}
        page = self.address(found.page.format(**where))
        opened = self.client.get(page)
        assert opened.status_code == 200, f"{act}: {page} answers {opened.status_code}"
        given = dict(fields_of(values))
        targets = [self.address(found.button.format(**where))] if found.button else ["", page]
        form = self.choose(opened.content.decode(), targets, given)
        assert form, f"{act}: no form for {sorted(given)} on {page}"
        unticked = [name for name, value in values.items() if value is False]
        sent = {name: value for name, value in form.values.items() if name not in unticked} | given
        answer = self.client.post(urljoin(page, form.action) if form.action else page, sent)
        assert answer.status_code == 302, f"{act}: {complaints(answer.content.decode())}"

    def address(self, rest: str) -> str:
        return rest if rest.startswith("/") else f"/a/{self.slug}/{rest}"

    @staticmethod
    def choose(page: str, targets: list[str], given: dict[str, list[str]]) -> Form | None:
        def fits(form: Form) -> bool:
            fixed = {name: [value] for name, value in form.hidden.items() if name in given}
            same = all(
                given[name] == value for name, value in fixed.items() if not name.endswith("TOTAL_FORMS")
            )
            return same and form.names >= set(given) and form.action in targets

        return next((form for form in forms_of(page) if fits(form)), None)


class Requests(Door):
    """Sends the same values as JSON."""

    def enter(self, act: str, where: Values | None = None, **values: Any) -> None:
        found, where = ACTS[act], where or {}
        template = found.path if found.path.startswith("/") else f"/a/{{slug}}/{found.path}"
        body = body_of(known_fields(found.verb, template), values)
        path = f"/api/v1{template.format(slug=self.slug, **where)}"
        answer = getattr(self.client, found.verb)(path, json.dumps(body), content_type="application/json")
        assert answer.status_code < 300, f"{act}: {answer.status_code} {answer.content.decode()}"


DOORS = {"pages": Pages, "api": Requests}


def fields_of(values: Values) -> Iterable[tuple[str, list[str]]]:
    """Values as the fields of a form hold them; an unticked box is not sent."""
    for name, value in values.items():
        if name == "speakers":
            yield "speakers-TOTAL_FORMS", [str(max(len(value), 2))]
            for place, speaker in enumerate(value):
                for part, said in fields_of(speaker):
                    yield f"speakers-{place}-{part}", said
        elif isinstance(value, list):
            yield name, [as_text(one) for one in value]
        elif value is not False:
            yield name, [as_text(value)]


def as_text(value: Any) -> str:
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return "on" if value is True else str(value)


def complaints(page: str) -> str:
    """What a page that was not accepted says, without its markup."""
    said = re.findall(r'class="[^"]*(?:invalid-feedback|alert|errorlist)[^"]*".*?</', page, re.DOTALL)
    return unescape(" ".join(strip_tags(one) for one in said) or strip_tags(page)[-1500:])


@cache
def known_fields(verb: str, template: str) -> frozenset[str]:
    """The names of what the endpoint takes."""
    schema = described()
    asked = schema["paths"][f"/api/v1{template}"][verb].get("requestBody")
    if not asked:
        return frozenset()
    name = asked["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
    return frozenset(schema["components"]["schemas"][name]["properties"])


@cache
def described() -> Values:
    schema: Values = api.get_openapi_schema()
    return schema


def body_of(known: frozenset[str], values: Values) -> Values:
    """Values as the endpoint takes them: other rows by their keys."""
    body: Values = {}
    for name, value in values.items():
        if isinstance(value, list) and value and isinstance(value[0], Model):
            body[f"{name}_ids" if f"{name}_ids" in known else name] = [str(one.pk) for one in value]
        elif isinstance(value, list):
            body[name] = [
                body_of(frozenset({"person_id"}), one) if isinstance(one, dict) else one for one in value
            ]
        elif isinstance(value, Model):
            body[f"{name}_id" if f"{name}_id" in known else name] = str(value.pk)
        else:
            body[name] = value.isoformat() if isinstance(value, date) else value
    return body
