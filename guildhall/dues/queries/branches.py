"""Of which branch a member is.

A member is of each branch in which it, its unit or one of its unit's people has a seat or holds a post. So that the
branches' figures add up its notice counts in one of them: the first in the branches' order on the day of the notice.
"""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from guildhall.accounts.models import Association
from guildhall.registry.models import Body, Seat, Tenure, in_force

SEATED = ("organization__memberships", "person__memberships", "person__organization__memberships")


def branches_of(association: Association) -> QuerySet[Body]:
    """The association's branches, those that ended too, in their order."""
    return Body.objects.filter(association=association, kind=Body.Kind.BRANCH).order_by("rank", "pk")


def first_branches(
    association: Association, on: date, members: Collection[UUID] | None = None
) -> dict[UUID, UUID]:
    """Each of these members (None: of all) that is of a branch on the day, with the branch in which it counts."""
    places = {key: place for place, key in enumerate(branches_of(association).values_list("pk", flat=True))}
    if not places:
        return {}
    seats = Seat.objects.filter(in_force(on), body__in=list(places))
    posts = Tenure.objects.filter(in_force(on), post__body__in=list(places))
    ties = [_tied(seats, way, "body", members) for way in SEATED]
    ties += [_tied(posts, way, "post__body", members) for way in SEATED[1:]]
    found: dict[UUID, UUID] = {}
    for rows in ties:
        for member, branch in rows:
            if member not in found or places[branch] < places[found[member]]:
                found[member] = branch
    return found


def _tied(
    rows: QuerySet[Any], member: str, body: str, members: Collection[UUID] | None
) -> QuerySet[Any, Any]:
    asked = {f"{member}__isnull": False} if members is None else {f"{member}__in": members}
    return rows.filter(**asked).order_by().values_list(member, body)
