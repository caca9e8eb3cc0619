"""What everybody may read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from guildhall.accounts.models import Association, AssociationQuerySet
from guildhall.commitments.models import Commitment, Plan
from guildhall.meetings.models import Meeting, Resolution
from guildhall.registry.models import Body, Organization, Tenure, in_force
from guildhall.site.models import Article


def public_associations() -> AssociationQuerySet:
    return Association.objects.public().order_by("is_record", "name_zh", "name_en")


@dataclass(frozen=True)
class PublicBody:
    """A body with those who hold its posts today."""

    body: Body
    tenures: list[Tenure]


def public_bodies(association: Association, on: date) -> list[PublicBody]:
    """The bodies that are shown to everybody, with their officers of the day. Two queries."""
    held = Tenure.objects.filter(in_force(on), association=association, post__body__is_public=True)
    by_body: dict[object, list[Tenure]] = {}
    for tenure in held.select_related("post", "person__organization").order_by(
        "post__rank", "post_id", "person__name_key"
    ):
        by_body.setdefault(tenure.post.body_id, []).append(tenure)
    bodies = Body.objects.filter(in_force(on), association=association, is_public=True).order_by("rank", "id")
    return [PublicBody(body, by_body.get(body.pk, [])) for body in bodies]


def public_meetings(association: Association) -> QuerySet[Meeting]:
    """Published meetings, the latest first."""
    found = Meeting.objects.filter(association=association, published_at__isnull=False)
    return found.select_related("body", "association").order_by("-starts_at", "-stated_date", "-id")


def public_resolutions(association: Association) -> QuerySet[Resolution]:
    """Resolutions that were made public, the latest first."""
    found = Resolution.objects.filter(association=association, is_public=True)
    return found.select_related("body").order_by("-adopted_on", "-number")


def public_plans(association: Association) -> QuerySet[Plan]:
    """Public plans with their courses and public items."""
    items = Commitment.objects.exclude(state=Commitment.State.CANCELLED).select_related("responsible", "lead")
    return (
        Plan.objects.filter(association=association, is_public=True)
        .select_related("body", "predecessor")
        .prefetch_related(
            "courses", Prefetch("items", items.order_by("position", "id"), to_attr="public_items")
        )
        .order_by("-from_on", "-id")
    )


def public_organizations(association: Association) -> QuerySet[Organization]:
    """The organizations that a read-only record names; a living association's list of firms is its own."""
    found = Organization.objects.filter(association=association).order_by("name_key", "id")
    return found if association.is_record else found.none()


def public_news(association: Association) -> QuerySet[Article]:
    found = Article.objects.filter(association=association, state=Article.State.PUBLISHED)
    return found.select_related("meeting", "picture").order_by("-published_at", "-id")
