"""What people are told of meetings."""

from guildhall.meetings.notices.invitation import (
    Announcement,
    calendar_entry,
    invitation,
    reminder,
    withdrawn,
)
from guildhall.meetings.notices.minutes import minutes_approved, minutes_returned, minutes_submitted

__all__ = [
    "Announcement",
    "calendar_entry",
    "invitation",
    "minutes_approved",
    "minutes_returned",
    "minutes_submitted",
    "reminder",
    "withdrawn",
]
