"""Minutes drafted from the record of a meeting, in Chinese and in English. Pure: data in, text out.

The text is lightly marked (headings, lists, bold). It states what the record holds and nothing else;
what the record does not hold is left out, or said to be not stated.
"""

from guildhall.meetings.drafting import chinese, english
from guildhall.meetings.drafting.record import (
    Attendee,
    Change,
    Decision,
    Item,
    Promise,
    Record,
    Recused,
    Speech,
    Supporter,
    Turn,
)

__all__ = [
    "Attendee",
    "Change",
    "Decision",
    "Item",
    "Promise",
    "Record",
    "Recused",
    "Speech",
    "Supporter",
    "Turn",
    "draft_chinese",
    "draft_english",
]


def draft_chinese(record: Record) -> str:
    """The minutes in Chinese; names and texts that exist in English only stay English."""
    return chinese.draft(record)


def draft_english(record: Record) -> str:
    """The minutes in English; names and texts that exist in Chinese only stay Chinese."""
    return english.draft(record)
