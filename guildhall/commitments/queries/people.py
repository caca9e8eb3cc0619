"""Who is above whom, for reminders and acceptance."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from guildhall.accounts.models import Association
from guildhall.commitments.models import Commitment
from guildhall.registry.models import Person, Post, Tenure, in_force

# Who leads a body, the first kind that it has.
LEADING = (
    Post.Kind.HEAD,
    Post.Kind.PRESIDENT,
    Post.Kind.CHIEF_SUPERVISOR,
    Post.Kind.EXECUTIVE_PRESIDENT,
)


def superiors(commitments: Iterable[Commitment], association: Association, on: date) -> dict[UUID, Person]:
    """For each commitment who is told when it is late: its superior, else the body's head, else the
    secretary-general. Never the responsible person. Missing where there is nobody. One query."""
    listed = list(commitments)
    heads, secretary = _leaders({one.body_id for one in listed}, association, on)
    found: dict[UUID, Person] = {}
    for one in listed:
        candidates = [one.superior, *heads.get(one.body_id, []), *secretary]
        above = [person for person in candidates if person and person.pk != one.responsible_id]
        if above:
            found[one.pk] = above[0]
    return found


def _leaders(
    bodies: set[UUID], association: Association, on: date
) -> tuple[dict[UUID, list[Person]], list[Person]]:
    wanted = Q(post__body__in=bodies, post__kind__in=LEADING) | Q(post__kind=Post.Kind.SECRETARY_GENERAL)
    tenures = (
        Tenure.objects.filter(in_force(on), wanted, association=association)
        .select_related("post", "person__user")
        .order_by("post__rank", "id")
    )
    heads: dict[UUID, list[Person]] = {}
    secretaries: list[Person] = []
    for tenure in sorted(tenures, key=_seniority):
        if tenure.post.kind == Post.Kind.SECRETARY_GENERAL:
            secretaries.append(tenure.person)
        else:
            heads.setdefault(tenure.post.body_id, []).append(tenure.person)
    return heads, secretaries


def _seniority(tenure: Tenure) -> int:
    kind = tenure.post.kind
    return LEADING.index(Post.Kind(kind)) if kind in LEADING else len(LEADING)
