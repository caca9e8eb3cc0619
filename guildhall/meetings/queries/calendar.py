"""The meetings of one person as their calendar program asks for them."""

import hashlib
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.meetings.models import CalendarFeed, Invitation, Meeting
from guildhall.registry.queries import person_of

LOOKS_BACK = timedelta(days=366)


def digest_of_key(key: str) -> str:
    """What is stored of a calendar's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def has_calendar_feed(user: User, association: Association) -> bool:
    return CalendarFeed.objects.filter(association=association, user=user).exists()


def feed_by_key(association: Association, key: str) -> CalendarFeed | None:
    """The calendar that the key opens; None for a key that was never given out or was replaced."""
    feeds = CalendarFeed.objects.filter(association=association, digest=digest_of_key(key))
    return feeds.select_related("user", "association").filter(user__is_active=True).first()


def calendar_meetings(feed: CalendarFeed, *, now: datetime) -> QuerySet[Meeting]:
    """Announced meetings of the last year and to come, to which the person is invited or sent as a stand-in."""
    person = person_of(feed.user, feed.association)
    invitations = Invitation.objects.standing().filter(Q(person=person) | Q(stand_in=person))
    return (
        Meeting.objects.filter(association=feed.association, starts_at__gte=now - LOOKS_BACK)
        .filter(pk__in=invitations.values("meeting"), notified_at__isnull=False)
        .select_related("association", "body")
        .prefetch_related("agenda")
        .order_by("starts_at", "id")
    )
