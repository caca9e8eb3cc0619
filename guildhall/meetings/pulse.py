"""Telling the pages of a live meeting that something of it changed; what changed they ask for themselves."""

from uuid import UUID

from guildhall.core.streams import topic_of, touch
from guildhall.meetings.models import Meeting


def topic(meeting_id: UUID) -> str:
    """Under what the changes of a meeting are told."""
    return topic_of("meeting", meeting_id)


def changed(meeting: Meeting | UUID) -> None:
    """Called inside the action's transaction; told once it holds. Costs next to nothing, and never fails an action."""
    touch(topic(meeting.pk if isinstance(meeting, Meeting) else meeting))
