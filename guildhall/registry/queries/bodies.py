from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from guildhall.accounts.models import Association
from guildhall.registry.models import Body, Tenure, TenureQuerySet


@dataclass(frozen=True)
class BodyLine:
    """A body in the tree of its association; the top body has depth 0."""

    body: Body
    depth: int


def body_tree(association: Association, on: date | None = None) -> list[BodyLine]:
    """Every body below the one it belongs to, in order; with ``on`` only those that exist that day. One query.

    A body whose parent does not exist on that day stands where the parent would.
    """
    below: dict[UUID | None, list[Body]] = defaultdict(list)
    for body in Body.objects.of(association).order_by("rank", "id"):
        below[body.parent_id].append(body)

    def lines(parent: UUID | None, depth: int) -> Iterator[BodyLine]:
        for body in below[parent]:
            shown = on is None or body.exists_on(on)
            if shown:
                yield BodyLine(body, depth)
            yield from lines(body.pk, depth + 1 if shown else depth)

    return list(lines(None, 0))


def officers(body: Body, on: date) -> TenureQuerySet:
    """The tenures of the day in the body's own posts, by rank, each with its post and person. One query."""
    return (
        Tenure.objects.filter(post__body=body)
        .in_force(on)
        .select_related("post", "person__organization")
        .order_by("post__rank", "post", "person__name_key", "id")
    )
