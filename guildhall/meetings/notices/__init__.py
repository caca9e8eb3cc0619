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

__all__ = [
    "Announcement",
    "calendar_entry",
    "calendar_of",
    "invitation",
    "letter",
    "letter_facts",
    "letter_title",
    "printed_draft",
    "reminder",
    "speaker_words",
    "withdrawn",
]
