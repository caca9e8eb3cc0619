"""Motions with their amendments, recusals and rules, as the API writes them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from guildhall.meetings.models import Amendment, Recusal
from guildhall.meetings.queries import Bases, MotionChange
from guildhall.meetings.schemas.attendance import SentenceOut, VerdictOut
from guildhall.meetings.schemas.fields import LongLine, Text, Version
from guildhall.meetings.schemas.session import MotionIn


class ChangeMotionIn(MotionIn):
    """``version`` is the one that was read."""

    version: Version


class TermOut(Schema):
    """One thing that the charter lays down; ``says`` and ``source`` are null where it is silent."""

    name: str
    label: SentenceOut
    says: SentenceOut | None
    source: SentenceOut | None


class BasesOut(Schema):
    """Who counts for the decision at this moment, recusals taken into account."""

    entitled: int
    present: int
    may_vote: int
    recused: int
    needed: int | None
    quorum: VerdictOut

    @staticmethod
    def resolve_entitled(bases: Bases) -> int:
        return bases.counts.entitled

    @staticmethod
    def resolve_present(bases: Bases) -> int:
        return bases.counts.present

    @staticmethod
    def resolve_recused(bases: Bases) -> int:
        return bases.recused.votes


class MotionRulesOut(Schema):
    """What the charter asks for this kind of motion, which ways it refuses and why; ``now`` until it is decided."""

    sentence: dict[str, str]
    recusal: dict[str, str]
    terms: list[dict[str, Any]]
    ways: dict[str, Any]
    now: BasesOut | None


class AmendmentIn(Schema):
    """The passage as it stands, and what is to stand there; without ``old`` it is added at the end."""

    old_zh: Text = ""
    new_zh: Text = ""
    old_en: Text = ""
    new_en: Text = ""
    reason: LongLine = ""
    proposer_id: UUID | None = None


class NoteIn(Schema):
    note: LongLine = ""


class AmendmentOut(Schema):
    id: UUID
    number: int
    state: Amendment.State
    old_zh: str
    new_zh: str
    old_en: str
    new_en: str
    reason: str
    proposer_id: UUID | None
    proposed_at: datetime
    note: str
    decided_at: datetime | None


class MotionVersionOut(Schema):
    """The words of a motion at one time; ``amendment``: the number of the one that made them."""

    number: int
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    amendment: int | None
    made_at: datetime

    @staticmethod
    def resolve_number(change: MotionChange) -> int:
        return change.version.number

    @staticmethod
    def resolve_title_zh(change: MotionChange) -> str:
        return change.version.title_zh

    @staticmethod
    def resolve_title_en(change: MotionChange) -> str:
        return change.version.title_en

    @staticmethod
    def resolve_text_zh(change: MotionChange) -> str:
        return change.version.text_zh

    @staticmethod
    def resolve_text_en(change: MotionChange) -> str:
        return change.version.text_en

    @staticmethod
    def resolve_amendment(change: MotionChange) -> int | None:
        return change.version.amendment.number if change.version.amendment else None

    @staticmethod
    def resolve_made_at(change: MotionChange) -> datetime:
        return change.version.made_at


class RecusalIn(Schema):
    invitation: UUID
    reason: LongLine


class RecusalOut(Schema):
    id: UUID
    invitation_id: UUID
    name: str
    reason: str
    declared_at: datetime

    @staticmethod
    def resolve_name(recusal: Recusal) -> str:
        return recusal.invitation.person.name
