"""What the record of a meeting holds when minutes are drafted from it and when they are locked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any

from guildhall.core.sentences import Sentence

NOTHING = Sentence("", "")
LIST_LINE = re.compile(r"- |[0-9]{1,3}\. ")


@dataclass(frozen=True)
class Attendee:
    """One who was invited, and what became of it.

    ``status``: present, excused, absent. ``role``: voting, non_voting, guest, staff. ``stand_in`` came (or
    was to come) in their place. ``mode``: on_site or online, as last seen; empty when not there.
    """

    name: Sentence
    capacity: Sentence = NOTHING
    organization: Sentence = NOTHING
    role: str = "voting"
    status: str = "present"
    stand_in: Sentence | None = None
    reason: str = ""
    mode: str = ""
    came_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True)
class Speech:
    """Who spoke to an item: a name, or words such as "seven enterprises" with their number."""

    name: Sentence
    count: int | None = None


@dataclass(frozen=True)
class Change:
    """An amendment that was decided before the vote. ``old`` and ``new`` are the passages; ``state``: adopted, rejected."""

    number: int
    state: str
    old: Sentence = NOTHING
    new: Sentence = NOTHING
    proposer: Sentence | None = None
    note: str = ""


@dataclass(frozen=True)
class Recused:
    """Who stayed out of the decision (回避), and why."""

    name: Sentence
    reason: str = ""


@dataclass(frozen=True)
class Decision:
    """A motion and how it was decided. ``state``: put, voting, carried, rejected, withdrawn, not_stated."""

    title: Sentence
    text: Sentence = NOTHING
    state: str = "put"
    way: str = ""
    in_favour: int | None = None
    against: int | None = None
    abstain: int | None = None
    verdict: Sentence | None = None
    resolution: str = ""
    changes: tuple[Change, ...] = ()
    recused: tuple[Recused, ...] = ()


@dataclass(frozen=True)
class Item:
    """An agenda item with what was said, what came of it, the papers put before it and its motions.

    ``kind``: study, report, discussion, decision, speech, ceremony, other.
    """

    title: Sentence
    kind: str = "other"
    speeches: tuple[Speech, ...] = ()
    summary: Sentence = NOTHING
    result: Sentence = NOTHING
    papers: tuple[Sentence, ...] = ()
    decisions: tuple[Decision, ...] = ()
    called_at: datetime | None = None


@dataclass(frozen=True)
class Promise:
    """A commitment that came out of the meeting."""

    content: Sentence
    deadline: date | None = None
    responsible: Sentence | None = None
    lead: Sentence | None = None


@dataclass(frozen=True)
class Supporter:
    """``role``: sponsor, photographs, organizer."""

    role: str
    name: Sentence


@dataclass(frozen=True)
class Turn:
    """Something in the course of the meeting. ``kind``: adjourned, resumed, quorum_lost, quorum_reached."""

    kind: str
    at: datetime
    reason: str = ""
    present: int | None = None


@dataclass(frozen=True)
class Record:
    """Everything that minutes state. Times are in the association's time zone.

    ``stated_date`` is the date in words where no time is known; ``entitled`` and the numbers of those
    present are None where they are not known.
    """

    association: Sentence
    body: Sentence
    name: Sentence
    began_at: datetime | None = None
    ended_at: datetime | None = None
    stated_date: Sentence | None = None
    place: Sentence = NOTHING
    mode: str = ""
    chair: Sentence | None = None
    recorder: Sentence | None = None
    entitled: int | None = None
    present: int | None = None
    online: int = 0
    stated_attendance: int | None = None
    stated_invited: int | None = None
    quorum: Sentence | None = None
    attendees: tuple[Attendee, ...] = ()
    turns: tuple[Turn, ...] = ()
    items: tuple[Item, ...] = ()
    decisions: tuple[Decision, ...] = ()
    promises: tuple[Promise, ...] = ()
    papers: tuple[Sentence, ...] = ()
    supporters: tuple[Supporter, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Plain JSON, the same for the same record: what the lock's hash is made over."""
        data = _plain(self)
        return data if isinstance(data, dict) else {}


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def on_one_line(text: str) -> str:
    """A name or title as it may stand inside a sentence: no line breaks, and no marks of ours."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("**", r"\*\*").replace("__", r"\_\_")


def paragraphs(text: str) -> list[str]:
    """The lines of a longer text, without empty ones; what would be a heading inside our own is none."""
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    return [f"\\{line}" if line.startswith("#") else line for line in lines if line]


def in_blocks(lines: Iterable[str]) -> Iterator[str]:
    """Lines of a list stay together, every other line is a paragraph of its own."""
    group: list[str] = []
    for line in lines:
        if LIST_LINE.match(line):
            group.append(line)
            continue
        if group:
            yield "\n".join(group)
            group = []
        yield line
    if group:
        yield "\n".join(group)
