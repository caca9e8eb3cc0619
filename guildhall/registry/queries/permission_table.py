from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.registry.models import Body, Post, PostQuerySet, Tenure

POWERS = tuple(Power)


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
