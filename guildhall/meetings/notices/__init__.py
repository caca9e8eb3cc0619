"""What people are told of meetings."""

from guildhall.meetings.notices.invitation import (
    Announcement,
    calendar_entry,
    calendar_of,
    invitation,
    reminder,
    withdrawn,
)
from guildhall.meetings.notices.letter import (
    letter,
    letter_facts,
    letter_title,
    printed_draft,
    speaker_words,
)
from guildhall.meetings.notices.minutes import (
    minutes_approved,
    minutes_returned,
    minutes_submitted,
)

__all__ = [
    "Announcement",
    "calendar_entry",
    "calendar_of",
    "invitation",
    "letter",
    "letter_facts",
    "letter_title",
    "minutes_approved",
    "minutes_returned",
    "minutes_submitted",
    "printed_draft",
    "reminder",
    "speaker_words",
    "withdrawn",
]
