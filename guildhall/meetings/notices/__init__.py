"""What people are told of meetings."""

from guildhall.meetings.notices.invitation import (
    Announcement,
    calendar_entry,
    invitation,
    reminder,
    withdrawn,
)

__all__ = ["Announcement", "calendar_entry", "invitation", "reminder", "withdrawn"]
