"""What everybody may read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from guildhall.accounts.models import Association, AssociationQuerySet
from guildhall.commitments.models import Commitment, Plan
from guildhall.core.sentences import Sentence
from guildhall.dues.models import StatedCollection
from guildhall.dues.queries import stated_collections
from guildhall.finance.queries import Stated, stated_branches
from guildhall.meetings.models import Meeting, Resolution, ResolutionQuerySet
from guildhall.registry.models import Body, Organization, Post, Seat, Tenure, in_force
from guildhall.site.models import Article


def public_associations() -> AssociationQuerySet:
    return Association.objects.public().order_by("is_record", "name_zh", "name_en")


@dataclass(frozen=True)
class PublicPost:
    """A post with those who hold it on the day, in the order in which they were appointed."""

    post: Post
    tenures: list[Tenure]

    @property
    def term_number(self) -> int | None:
        """The term that all of them hold it in; None where it is not stated or not the same."""
        numbers = {tenure.term_number for tenure in self.tenures}
        return numbers.pop() if len(numbers) == 1 else None


@dataclass(frozen=True)
class PublicBody:
    """A body with its posts that somebody holds on the day; of a record also the units that sit in it."""

    body: Body
    posts: list[PublicPost]
    seats: list[Seat]


def public_bodies(association: Association, on: date) -> list[PublicBody]:
    """The bodies that are shown to everybody, with their officers of the day. Three queries."""
    held = Tenure.objects.filter(in_force(on), association=association, post__body__is_public=True)
    by_post: dict[UUID, list[Tenure]] = {}
    for tenure in held.select_related("post", "person__organization").order_by("post__rank", "post_id", "id"):
        by_post.setdefault(tenure.post_id, []).append(tenure)
    by_body: dict[UUID, list[PublicPost]] = {}
    for tenures in by_post.values():
        by_body.setdefault(tenures[0].post.body_id, []).append(PublicPost(tenures[0].post, tenures))
    bodies = Body.objects.filter(in_force(on), association=association, is_public=True).order_by("rank", "id")
    seats: dict[UUID, list[Seat]] = {}
    for seat in _seats_of_record(association):
        seats.setdefault(seat.body_id, []).append(seat)
    return [PublicBody(body, by_body.get(body.pk, []), seats.get(body.pk, [])) for body in bodies]


def _seats_of_record(association: Association) -> QuerySet[Seat]:
    """A living association's seats are its own affair; a record shows what its source states of them."""
    found = Seat.objects.filter(association=association, organization__isnull=False)
    return found.select_related("organization").order_by("id") if association.is_record else found.none()


def public_meetings(association: Association) -> QuerySet[Meeting]:
    """Published meetings, the latest first."""
    found = Meeting.objects.filter(association=association, published_at__isnull=False)
    return found.select_related("body", "association", "chair").order_by("-starts_at", "-stated_date", "-id")


def public_resolutions(association: Association, on: date) -> ResolutionQuerySet:
    """Resolutions that were made public, the latest first, each with its ``standing`` on the day."""
    found = Resolution.objects.filter(association=association, is_public=True).with_standing(on)
    related = ("body", "meeting", "motion", "superseded_by")
    return found.select_related(*related).order_by("-adopted_on", "-number", "-pk")


def resolutions_in_force(association: Association, on: date) -> QuerySet[Resolution]:
    """Those of them that are in force on the day."""
    return public_resolutions(association, on).holding_on(on)


@dataclass(frozen=True)
class PublicResolution:
    """A public resolution; what superseded it where that is public too, and the vote where votes were published."""

    resolution: Resolution

    @property
    def superseded_by(self) -> Resolution | None:
        newer = self.resolution.superseded_by
        return newer if newer is not None and newer.is_public else None

    @property
    def rule(self) -> Sentence | None:
        """The sentence of the charter's rule that was applied, published with the votes of the meeting."""
        meeting = self.resolution.meeting
        if meeting.published_at is None or Meeting.Part.MOTIONS not in meeting.published_parts:
            return None
        said = self.resolution.motion.verdict.get("sentence")
        return Sentence(said["zh"], said["en"]) if said else None


def public_plans(association: Association) -> QuerySet[Plan]:
    """Public plans with their courses and public items."""
    items = Commitment.objects.exclude(state=Commitment.State.CANCELLED).select_related(
        "responsible", "course"
    )
    return (
        Plan.objects.filter(association=association, is_public=True)
        .select_related("body", "predecessor", "association")
        .prefetch_related(
            "courses", Prefetch("items", items.order_by("position", "id"), to_attr="public_items")
        )
        .order_by("-from_on", "-id")
    )


def public_organizations(association: Association) -> QuerySet[Organization]:
    """The organizations that a read-only record names; a living association's list of firms is its own."""
    found = Organization.objects.filter(association=association).order_by("name_key", "id")
    return found if association.is_record else found.none()


@dataclass(frozen=True)
class PublicAssociation:
    """What an association's public page shows, but for its news."""

    bodies: list[PublicBody]
    meetings: list[Meeting]
    plans: list[Plan]
    resolutions: list[Resolution]
    organizations: list[Organization]
    dues: list[StatedCollection]
    stated_branches: Stated | None

    @property
    def without_posts(self) -> list[PublicBody]:
        """Bodies of which no more than the name is shown."""
        return [shown for shown in self.bodies if not (shown.posts or shown.seats)]


def public_association(association: Association, on: date, *, latest: int) -> PublicAssociation:
    """The public parts of an association on a day; of meetings and resolutions the ``latest`` ones."""
    return PublicAssociation(
        bodies=public_bodies(association, on),
        meetings=list(public_meetings(association)[:latest]),
        plans=list(public_plans(association)),
        resolutions=list(resolutions_in_force(association, on)[:latest]),
        organizations=list(public_organizations(association)),
        dues=list(stated_collections(association)),
        stated_branches=stated_branches(association),
    )


def public_news(association: Association) -> QuerySet[Article]:
    found = Article.objects.filter(association=association, state=Article.State.PUBLISHED)
    return found.select_related("meeting", "picture").order_by("-published_at", "-id")
