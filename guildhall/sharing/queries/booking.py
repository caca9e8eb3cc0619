"""Bookings: whose they are, and who sees them."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.registry.queries import person_of
from guildhall.sharing.models import Booking, Closure, Resource, ResourceFeed
from guildhall.sharing.permissions import is_own_booking, may_keep, own_organizations_of
from guildhall.sharing.queries.resource import resources_kept_by, resources_visible_to

BESIDES = (
    "association",
    "resource__association",
    "resource__organization",
    "resource__contact",
    "person__user",
    "organization",
)
FED = timedelta(days=90)
REMINDED = timedelta(hours=24)


def _own(user: User, association: Association) -> Q:
    person = person_of(user, association)
    own = own_organizations_of(user, association)
    mine = Q(person=person) if person else Q(pk__in=[])
    return mine | Q(organization__in=own)


def bookings_visible_to(user: User, association: Association) -> QuerySet[Booking]:
    """One's own and one's organization's, and those of resources that one keeps. Nobody else's."""
    kept = resources_kept_by(user, association).order_by().values("pk")
    found = Booking.objects.filter(association=association)
    return found.filter(_own(user, association) | Q(resource__in=kept)).select_related(*BESIDES)


def booking_list(
    user: User, association: Association, *, side: str = "mine", state: str = ""
) -> QuerySet[Booking]:
    """The latest first. ``side``: ``mine`` (one's own and one's organization's) or ``kept`` (of resources one keeps)."""
    found = bookings_visible_to(user, association)
    if side == "kept":
        found = found.filter(resource__in=resources_kept_by(user, association).order_by().values("pk"))
    else:
        found = found.filter(_own(user, association))
    if state in Booking.State.values:
        found = found.filter(state=state)
    return found.order_by("-starts_at", "-pk")


def bookings_of_resource(resource: Resource, *, state: str = "") -> QuerySet[Booking]:
    """For its owner: those that wait first by the time they are for, then the others, the latest first."""
    found = Booking.objects.filter(resource=resource).select_related(*BESIDES)
    if state:
        return found.filter(state=state).order_by("starts_at", "pk")
    return found.order_by("-starts_at", "-pk")


def closures_of(resource: Resource, *, now: datetime) -> Sequence[Closure]:
    """Blocked times that are not over."""
    return list(resource.closures.filter(ends_at__gt=now).order_by("starts_at", "pk")[:50])


def booking_acts(user: User, booking: Booking, *, now: datetime) -> frozenset[str]:
    """What the user can do with it now."""
    acts = set()
    keeps, state = may_keep(user, booking.resource), Booking.State(booking.state)
    waits, stands = state == Booking.State.REQUESTED, state == Booking.State.CONFIRMED
    if keeps and waits:
        acts |= {"confirm_booking", "decline_booking"}
    if (waits or stands) and booking.ends_at > now and (keeps or is_own_booking(user, booking)):
        acts.add("cancel_booking")
    if keeps and stands and booking.starts_at <= now:
        acts.add("note_use")
    return frozenset(acts)


def digest_of_key(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def feed_by_key(association: Association, key: str) -> ResourceFeed | None:
    """Whose calendar address it is; nothing for a key that was ended, or whose maker sees the resource no more."""
    found = ResourceFeed.objects.filter(association=association, digest=digest_of_key(key))
    feed = found.select_related("resource__association", "resource__organization", "user").first()
    if feed is None or not feed.user.is_active:
        return None
    seen = resources_visible_to(feed.user, association).filter(pk=feed.resource_id)
    return feed if seen.exists() else None


def has_feed(user: User, resource: Resource) -> bool:
    return ResourceFeed.objects.filter(resource=resource, user=user).exists()


def feed_bookings(resource: Resource, *, now: datetime) -> QuerySet[Booking]:
    """What a calendar program shows: the last three months and what is to come."""
    found = Booking.objects.filter(resource=resource, starts_at__gte=now - FED, state__in=Booking.HOLDING)
    return found.select_related(*BESIDES).order_by("starts_at", "pk")


def due_reminders(association: Association, *, now: datetime) -> QuerySet[Booking]:
    """Confirmed bookings that begin within a day."""
    found = Booking.objects.filter(association=association, state=Booking.State.CONFIRMED)
    return (
        found.filter(starts_at__gt=now, starts_at__lte=now + REMINDED).select_related(*BESIDES).order_by("pk")
    )
