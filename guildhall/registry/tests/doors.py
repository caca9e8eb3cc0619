"""Every act of the registry as the page's form and as the API's request, on one scene."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.registry.models import Body, Organization, Person, Post, Seat, Tenure
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_charter_profile,
    make_organization,
    make_person,
    make_post,
    make_seat,
    make_tenure,
    make_user_with_powers,
)

DAY = "2025-06-15"
NOTICE = "bodies.council.notice_days"
SOURCE = {"zh": "本会章程第二十条", "en": "Article 20 of the charter"}


@dataclass
class Scene:
    """An association with one thing of each kind, and who keeps its registry."""

    association: Association = field(default_factory=make_association)

    def __post_init__(self) -> None:
        make_charter_profile(self.association)
        self.keeper: User = make_user_with_powers(self.association, Power.MANAGE)
        self.body: Body = make_body(self.association)
        self.empty: Body = make_body(self.association)
        self.organization: Organization = make_organization(self.association)
        self.retired: Organization = make_organization(self.association, is_active=False)
        self.person: Person = make_person(self.association, email="li@example.org")
        self.seat: Seat = make_seat(self.body)
        self.post: Post = make_post(self.body, kind="adviser")
        self.tenure: Tenure = make_tenure(make_post(self.empty), make_person(self.association))
        self.ending: Body = make_body(self.association)


@dataclass(frozen=True)
class Door:
    """What the page sends and what a program sends for the same act; ``recorded`` is the line of the record."""

    recorded: str
    form: dict[str, Any]
    method: str
    data: dict[str, Any]
    args: tuple[Any, ...] = ()
    page_args: tuple[Any, ...] | None = None

    def through_page(self, client: Client, name: str, association: Association) -> Any:
        args = self.args if self.page_args is None else self.page_args
        return client.post(reverse(f"registry:{name}", args=[association.slug, *args]), self.form)

    def through_api(self, client: Client, name: str, association: Association) -> Any:
        url = reverse(f"api-1:{name}", args=[association.slug, *self.args])
        send = getattr(client, self.method)
        return send(url, self.data, content_type="application/json")


def _body_doors(s: Scene) -> dict[str, Door]:
    named = {"kind": "team", "name_zh": "工作组", "rank": 0}
    top = s.body.parent_id
    return {
        "found_body": Door("body.founded", named | {"parent": top}, "post", named | {"parent_id": str(top)}),
        "change_body": Door(
            "body.changed",
            named | {"parent": top, "version": 1},
            "patch",
            {"name_zh": "工作组", "version": 1},
            (s.body.pk,),
        ),
        "end_body": Door("body.ended", {"on": DAY}, "post", {"on": DAY}, (s.ending.pk,)),
        "give_seat": Door(
            "seat.given",
            {"organization": s.organization.pk, "votes": "on", "from_on": DAY},
            "post",
            {"organization_id": str(s.organization.pk), "from_on": DAY},
            (s.body.pk,),
        ),
        "change_seat": Door(
            "seat.changed", {"label_zh": "理事单位"}, "patch", {"label_zh": "理事单位"}, (s.seat.pk,)
        ),
        "withdraw_seat": Door("seat.withdrawn", {"on": DAY}, "post", {"on": DAY}, (s.seat.pk,)),
        "name_representative": Door(
            "representative.named",
            {"person": s.person.pk, "from_on": DAY},
            "post",
            {"person_id": str(s.person.pk), "from_on": DAY},
            (s.seat.pk,),
        ),
    }


def _post_doors(s: Scene) -> dict[str, Door]:
    named = {"kind": "other", "name_zh": "干事", "powers": ["read"], "rank": 0}
    return {
        "create_post": Door("post.created", named, "post", named, (s.body.pk,)),
        "change_post": Door(
            "post.changed", named | {"version": 1}, "patch", named | {"version": 1}, (s.post.pk,)
        ),
        "appoint": Door(
            "tenure.begun",
            {"person": s.person.pk, "from_on": DAY},
            "post",
            {"person_id": str(s.person.pk), "from_on": DAY},
            (s.post.pk,),
        ),
        "change_tenure": Door(
            "tenure.changed", {"term_number": 3}, "patch", {"term_number": 3}, (s.tenure.pk,)
        ),
        "end_tenure": Door("tenure.ended", {"on": DAY}, "post", {"on": DAY}, (s.tenure.pk,)),
    }


def _registry_doors(s: Scene) -> dict[str, Door]:
    firm, someone = {"kind": "enterprise", "name_zh": "精工泵业"}, {"name_zh": "李明"}
    known = (s.organization.pk,)
    return {
        "add_organization": Door("organization.added", firm, "post", firm),
        "change_organization": Door(
            "organization.changed", firm | {"version": 1}, "patch", firm | {"version": 1}, known
        ),
        "retire_organization": Door("organization.retired", {}, "post", {}, known),
        "restore_organization": Door("organization.restored", {}, "post", {}, (s.retired.pk,)),
        "add_person": Door("person.added", someone, "post", someone),
        "change_person": Door(
            "person.changed", someone | {"version": 1}, "patch", someone | {"version": 1}, (s.person.pk,)
        ),
        "invite_person_to_sign_in": Door("person.invited_to_sign_in", {}, "post", {}, (s.person.pk,)),
    }


def _charter_doors(s: Scene) -> dict[str, Door]:
    version = {"from_on": DAY, "based_on": 1}
    rule = {"value": 7, "source_zh": SOURCE["zh"], "source_en": SOURCE["en"], "confirmed": "on"}
    preset = version | {"preset": "alliance-light"}
    return {
        "change_association": Door(
            "association.changed",
            {"name_zh": "新名", "state": "active", "timezone": "Asia/Shanghai", "version": 1},
            "patch",
            {"name_zh": "新名", "version": 1},
        ),
        "adopt_charter_profile": Door("charter.adopted", preset | {"confirmed": "on"}, "post", preset),
        "change_rule": Door(
            "charter.adopted",
            version | rule,
            "put",
            version | {"rule": {"value": 7, "source": SOURCE}},
            (NOTICE,),
        ),
    }


def doors(scene: Scene) -> dict[str, Door]:
    """Every act by the name of its page, endpoint and action."""
    return _body_doors(scene) | _post_doors(scene) | _registry_doors(scene) | _charter_doors(scene)


NAMES = [
    "found_body",
    "change_body",
    "end_body",
    "give_seat",
    "change_seat",
    "withdraw_seat",
    "name_representative",
    "create_post",
    "change_post",
    "appoint",
    "change_tenure",
    "end_tenure",
    "add_organization",
    "change_organization",
    "retire_organization",
    "restore_organization",
    "add_person",
    "change_person",
    "invite_person_to_sign_in",
    "change_association",
    "adopt_charter_profile",
    "change_rule",
]
