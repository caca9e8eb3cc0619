"""A small fixed cast in one association, for asking who may do what."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Model

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_user
from guildhall.registry.actions import found_association
from guildhall.registry.models import Body, Person, Post
from guildhall.registry.tests.make import make_body, make_person, make_post, make_tenure

# The order of the table's columns.
CAST = {
    "secretary_general": ("秘书长", "Secretary-general"),
    "officer": ("秘书处工作人员", "Secretariat officer"),
    "president": ("会长", "President"),
    "vice_president": ("副会长", "Vice-president"),
    "supervisor": ("监事", "Supervisor"),
    "branch_head": ("分会会长", "Head of a branch"),
    "member": ("会员代表(本人事项)", "Member (own matter)"),
    "other_member": ("其他会员代表", "Another member"),
    "outsider": ("其他协会秘书长", "Secretary-general elsewhere"),
}
POSTS = {
    "officer": Post.Kind.STAFF,
    "president": Post.Kind.PRESIDENT,
    "vice_president": Post.Kind.VICE_PRESIDENT,
    "supervisor": Post.Kind.SUPERVISOR,
}
OF_A_BRANCH = [Power.READ, Power.CONVENE, Power.DECIDE, Power.FOLLOW_UP]


class NotYetMadeError(Exception):
    """Whoever tries is taken back; this is not: see ``World.once``."""

    def __init__(self, key: tuple[str, Any], make: Callable[[], Model]) -> None:
        super().__init__(key)
        self.key, self.make = key, make


@dataclass(frozen=True)
class World:
    """An association with its presets' bodies and posts, a branch, and the cast."""

    association: Association
    council: Body
    branch: Body
    place: Body
    cast: dict[str, User]
    asked: list[Body] = field(default_factory=list)
    made: dict[tuple[str, Any], Any] = field(default_factory=dict)

    @property
    def body(self) -> Body:
        """Where the act is tried; whoever does not ask does the same everywhere."""
        self.asked.append(self.place)
        return self.place

    def at(self, body: Body) -> "World":
        return replace(self, place=body, asked=[])

    def once(self, name: str, make: Callable[[], Model]) -> Any:
        """What takes long to make and is needed in the same state by whoever tries: made for all of them, read anew."""
        key = (name, self.place.pk)
        if key not in self.made:
            raise NotYetMadeError(key, make)
        kept: Model = self.made[key]
        return type(kept)._default_manager.get(pk=kept.pk)

    def person(self, name: str) -> Person:
        """What the association knows of somebody of the cast (of everyone but the outsider)."""
        return self.cast[name].people.get(association=self.association)


@dataclass(frozen=True)
class Act:
    """One action, tried by somebody: ``do`` makes what the action needs and then calls it.

    Where the thing belongs to somebody (an invitation, a commitment), it belongs to ``world.person("member")``.
    """

    zh: str
    en: str
    do: Callable[[World, User], Any]


def make_world() -> World:
    cast = {name: make_user(name=names[1]) for name, names in CAST.items()}
    association = found_association(
        name_zh="范例协会", name_en="Example guild", actor=cast["secretary_general"]
    )
    found_association(name_zh="另一协会", name_en="Another guild", actor=cast["outsider"])
    for name, kind in POSTS.items():
        post = Post.objects.filter(association=association, kind=kind).first()
        make_tenure(post, _known(association, cast[name]))
    branch = make_body(association, kind=Body.Kind.BRANCH, name_zh="齿轮分会", name_en="Gear branch")
    head = make_post(
        branch, kind=Post.Kind.HEAD, name_zh="分会会长", name_en="Head", powers=list(OF_A_BRANCH)
    )
    make_tenure(head, _known(association, cast["branch_head"]))
    for name in ("member", "other_member"):
        _known(association, cast[name])
    council = Body.objects.get(association=association, kind=Body.Kind.COUNCIL)
    return World(association, council, branch, council, cast)


def _known(association: Association, user: User) -> Person:
    return make_person(association, user=user, name_zh=user.name, name_en=user.name, email=user.email)
