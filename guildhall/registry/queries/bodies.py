from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from guildhall.accounts.models import Association, User
from guildhall.registry.models import Body, BodyQuerySet, Seat, Tenure, TenureQuerySet
from guildhall.registry.queries.days import today_in
from guildhall.registry.queries.sight import sees_registry


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
    for body in Body.objects.of(association).select_related("association").order_by("rank", "id"):
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


@dataclass(frozen=True)
class BodyRow:
    """A body in the overview: its place in the tree, how many posts are held and how many seats are open that day."""

    body: Body
    depth: int
    officers: int
    seats: int

    @property
    def step(self) -> int:
        """How far to the right it stands on a page."""
        return min(self.depth, 5)


def body_overview(association: Association, on: date | None, *, viewer: User) -> list[BodyRow]:
    """The tree with its figures of the day (today for ``on`` None, which also shows ended bodies). Four queries."""
    if not sees_registry(viewer, association):
        return []
    day = on or today_in(association)
    held = _counted(Tenure.objects.of(association).in_force(day).values_list("post__body", flat=True))
    seats = _counted(Seat.objects.of(association).in_force(day).values_list("body", flat=True))
    return [
        BodyRow(line.body, line.depth, held[line.body.pk], seats[line.body.pk])
        for line in body_tree(association, on)
    ]


def _counted(bodies: Iterable[UUID]) -> Counter[UUID]:
    return Counter(bodies)


def bodies_below(body: Body, on: date) -> BodyQuerySet:
    """The bodies directly below it that exist on the day."""
    return Body.objects.filter(parent=body).in_force(on).order_by("rank", "id")


def top_body(association: Association) -> Body:
    """The body above all others."""
    return Body.objects.of(association).get(parent=None)
