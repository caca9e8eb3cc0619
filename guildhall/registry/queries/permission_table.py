import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.core.models import in_language
from guildhall.registry.models import Body, Post, PostQuerySet, Tenure

POWERS = tuple(Power)
PACKAGE = Path(__file__).resolve().parents[2]
CAST_ZH = {
    "secretary_general": "秘书长",
    "officer": "秘书处工作人员",
    "president": "会长",
    "vice_president": "副会长",
    "supervisor": "监事",
    "branch_head": "分会会长",
    "member": "会员代表（本人事项）",
    "other_member": "其他会员代表",
    "outsider": "其他协会秘书长",
}


@dataclass(frozen=True)
class PermissionRow:
    """One post: which powers it gives over its body and all below, and who holds it on the day."""

    post: Post
    body: Body
    powers: frozenset[str]
    holders: tuple[str, ...]

    @property
    def cells(self) -> list[bool]:
        return [power.value in self.powers for power in POWERS]


def posts_with_holders(posts: PostQuerySet, on: date) -> PostQuerySet:
    """The posts by body and rank, each with its body, the bodies it sits in and its tenures of the day (``holding``).

    Three queries, however many posts.
    """
    held = Tenure.objects.in_force(on).select_related("person__organization").order_by("from_on", "id")
    return (
        posts.select_related("body")
        .prefetch_related("sits_in", Prefetch("tenures", held, to_attr="holding"))
        .order_by("body__rank", "body", "rank", "id")
    )


def permission_table(association: Association, on: date, *, viewer: User) -> list[PermissionRow]:
    """Power by post, from what is stored: what every post of the association may do today."""
    posts: Iterable[Post] = posts_with_holders(Post.objects.of(association).visible_to(viewer), on)
    return [
        PermissionRow(
            post,
            post.body,
            frozenset(post.powers) | ({Power.READ.value} if Power.OVERSEE in post.powers else set()),
            tuple(tenure.person.name for tenure in post.holding),  # type: ignore[attr-defined]  # the prefetch above
        )
        for post in posts
    ]


@dataclass(frozen=True)
class ActRow:
    """What each of the cast may do; ``place`` where the body makes a difference."""

    zh: str
    en: str
    body: str
    answers: tuple[str, ...]

    @property
    def label(self) -> str:
        return in_language(self.zh, self.en)

    @property
    def place(self) -> str:
        """Where it was tried, in words."""
        return {"council": _("in the council"), "branch": _("in a branch")}.get(self.body, "")


@dataclass(frozen=True)
class ActTable:
    """The tried-out table of one room: cast by action, as the tests keep it."""

    room: str
    cast: tuple[str, ...]
    rows: tuple[ActRow, ...]


def act_tables() -> list[ActTable]:
    """Who may do what, room by room, as every test run tries it out (``permission_table.csv`` of each room)."""
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    return [_table(file, language) for file in _table_files()]


@cache
def _table_files() -> list[Path]:
    """The files that the rooms bring along; there are none to add while the server runs."""
    return sorted(PACKAGE.glob("*/permission_table.csv"))


@cache
def _table(file: Path, language: str) -> ActTable:
    with file.open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        cast = [name for name in reader.fieldnames or () if name not in ("action", "body", "zh", "en")]
        rows = tuple(
            ActRow(row["zh"], row["en"], row["body"], tuple(row[name] for name in cast)) for row in reader
        )
    names = CAST_ZH if language == "zh" else {name: name.replace("_", " ").capitalize() for name in cast}
    return ActTable(file.parent.name, tuple(names.get(name, name) for name in cast), rows)
