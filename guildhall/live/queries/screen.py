"""The address for the screen in the hall."""

import hashlib
from datetime import timedelta

from django.utils import timezone

from guildhall.live.models import ScreenLink
from guildhall.meetings.models import Meeting

LASTS_AFTER = timedelta(hours=12)  # what came of the meeting may stand on the screen for the rest of the day


def digest_of_key(key: str) -> str:
    """What is stored of a screen's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def meeting_of_screen(slug: str, key: str) -> Meeting | None:
    """The meeting that the key shows; None for a key that was never given out, was replaced or has had its time."""
    links = ScreenLink.objects.filter(association__slug=slug, digest=digest_of_key(key))
    link = links.select_related("meeting__association", "meeting__body").first()
    if link is None:
        return None
    over = link.meeting.closed_at
    return None if over is not None and timezone.now() - over > LASTS_AFTER else link.meeting


def has_screen_link(meeting: Meeting) -> bool:
    return ScreenLink.objects.filter(meeting=meeting).exists()
