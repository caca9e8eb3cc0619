"""Who is who on a day, and what that lets them do."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, Powers
from guildhall.audit.keeping import kept
from guildhall.core.requests import remembered
from guildhall.registry.models import Body, Person, Post, in_force


def person_of(user: User, association: Association) -> Person | None:
    """The person whom the association knows under this sign-in."""
    return remembered(
        ("person", user.pk, association.pk),
        lambda: (
            Person.objects.filter(association=association, user=user).select_related("organization").first()
        ),
    )


def body_parents(association: Association) -> dict[UUID, UUID | None]:
    """Every body of the association with its parent."""
    bodies = Body.objects.filter(association=association).order_by()
    return remembered(
        ("body_parents", association.pk),
        lambda: kept(association, ("body_parents",), lambda: dict(bodies.values_list("id", "parent_id"))),
    )


def powers_from_posts(user: User, association: Association) -> Powers:
    """Powers over each body: from posts held today in it or in a body above it.

    Kept until something in the association changes; then one small query, a second for who holds no post,
    and another for the tree of bodies where posts below the top have to be weighed.
    """
    today = timezone.localdate(timezone=association.zone)
    held = kept(association, ("powers", str(user.pk), today), lambda: _powers_held(user, association, today))
    if held is None:
        return Powers()
    by_body, top = held
    if not any(by_body.values()):
        return Powers(belongs=True)
    return Powers(belongs=True, everywhere=top, over=lambda: _spread(by_body, body_parents(association)))


def _powers_held(
    user: User, association: Association, today: date
) -> tuple[dict[UUID, frozenset[str]], frozenset[str]] | None:
    """What posts give in their own bodies, and at the top body; None for whom the association does not know."""
    held: dict[UUID, frozenset[str]] = defaultdict(frozenset)
    top: frozenset[str] = frozenset()
    theirs = {"tenures__person__user": user, "tenures__person__association": association}
    posts = Post.objects.filter(in_force(today, "tenures__"), **theirs).order_by()
    for body_id, parent_id, powers in posts.values_list("body_id", "body__parent_id", "powers"):
        given = frozenset({*powers, Power.READ.value} if Power.OVERSEE in powers else powers)
        held[body_id] |= given
        if parent_id is None:
            top |= given
    if not held and person_of(user, association) is None:
        return None
    return dict(held), top


def _spread(held: dict[UUID, frozenset[str]], parents: dict[UUID, UUID | None]) -> dict[UUID, frozenset[str]]:
    """Each body's powers: its own and those of the bodies above it."""
    by_body: dict[UUID, frozenset[str]] = {}

    def powers_over(body_id: UUID) -> frozenset[str]:
        if body_id not in by_body:
            parent = parents.get(body_id)
            above = powers_over(parent) if parent else frozenset()
            by_body[body_id] = above | held.get(body_id, frozenset())
        return by_body[body_id]

    for body_id in parents:
        powers_over(body_id)
    return by_body
