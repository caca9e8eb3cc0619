from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from guildhall.members.models import LikelyPair, Merge, NotSame
from guildhall.members.queries.merge import Comparison, moved_counts, undo_hindrances

Choosable = Literal[
    "name_zh",
    "name_en",
    "short_zh",
    "short_en",
    "kind",
    "uscc",
    "parent",
    "region",
    "address",
    "website",
    "phone",
    "about_zh",
    "about_en",
]


class EntryOut(Schema):
    id: UUID
    name: str
    uscc: str
    region: str


class SentenceOut(Schema):
    """``code`` is stable; the sentences are for people."""

    code: str
    zh: str
    en: str


class LikelyPairOut(Schema):
    first: EntryOut
    second: EntryOut
    score: int
    reasons: list[SentenceOut]

    @staticmethod
    def resolve_reasons(pair: LikelyPair) -> list[dict[str, str]]:
        return [{"code": point.code} | point.sentence.as_data() for point in pair.points]


class FieldLineOut(Schema):
    name: str
    label: str
    kept: str
    gone: str
    differs: bool


class KindCountOut(Schema):
    kind: str
    moving: int
    staying: int = 0


class HindranceOut(Schema):
    code: str
    detail: str


class ComparisonOut(Schema):
    """What a merge would do. ``hindrances`` are what it would be refused for."""

    kept: EntryOut
    gone: EntryOut
    versions: tuple[int, int]
    lines: list[FieldLineOut]
    reasons: list[SentenceOut]
    moves: list[KindCountOut]
    seats_ending: list[UUID]
    hindrances: list[HindranceOut]

    @classmethod
    def of(cls, found: Comparison) -> "ComparisonOut":
        return cls(
            kept=EntryOut.from_orm(found.kept),
            gone=EntryOut.from_orm(found.gone),
            versions=(found.kept.version, found.gone.version),
            lines=[FieldLineOut.from_orm(line) for line in found.lines],
            reasons=[SentenceOut(code=point.code, **point.sentence.as_data()) for point in found.points],
            moves=[
                KindCountOut(kind=move.label, moving=len(move.moving), staying=len(move.staying))
                for move in found.moves
            ],
            seats_ending=[closing.row.pk for closing in found.seats_closing],
            hindrances=[HindranceOut(code=code, detail=detail) for code, detail in found.hindrances],
        )


class MergeIn(Schema):
    """``versions`` are those of ``kept`` and ``gone`` as you read them; ``choose`` what ``kept`` takes over."""

    kept_id: UUID
    gone_id: UUID
    versions: tuple[int, int]
    choose: list[Choosable] = []


class PairIn(Schema):
    first_id: UUID
    second_id: UUID


class NotSameOut(Schema):
    id: UUID
    first: EntryOut
    second: EntryOut
    at: datetime
    by: str

    @staticmethod
    def resolve_by(pair: NotSame) -> str:
        return str(pair.actor or "")


class MergeRowOut(Schema):
    id: UUID
    kept: EntryOut
    gone: EntryOut
    at: datetime
    by: str
    undone_at: datetime | None

    @staticmethod
    def resolve_by(merge: Merge) -> str:
        return str(merge.actor or "")


class MergeOut(MergeRowOut):
    """``hindrances`` are what undoing it would be refused for."""

    moved: list[KindCountOut]
    hindrances: list[HindranceOut]

    @staticmethod
    def resolve_moved(merge: Merge) -> list[dict[str, Any]]:
        return [{"kind": kind, "moving": count} for kind, count in moved_counts(merge)]

    @staticmethod
    def resolve_hindrances(merge: Merge) -> list[dict[str, str]]:
        return [{"code": code, "detail": detail} for code, detail in undo_hindrances(merge)]


class SearchOut(Schema):
    """A search for duplicates; ask the jobs of the association how far it is."""

    id: UUID
    state: str
    done_count: int
    total_count: int | None
