"""What the API accepts and returns about calls and entries."""

from decimal import Decimal
from uuid import UUID

from ninja import Field, Schema

from guildhall.awards.models import Call, Conflict, Review
from guildhall.awards.schemas.call import CriterionOut, Reason
from guildhall.documents.schemas import FileOut
from guildhall.registry.schemas.fields import Ref, SentenceOut, Text, Version


class ReviewerOut(Schema):
    id: UUID
    call_id: UUID
    person: Ref
    fields: str
    load_limit: int | None
    left_reason: str


class ReviewerLineOut(ReviewerOut):
    given: int
    scored: int
    kept_from: int


class NameReviewersIn(Schema):
    people: list[UUID] = Field(min_length=1, max_length=500)
    load_limit: int | None = Field(default=None, ge=0, le=1000)


class ConflictOut(Schema):
    id: UUID
    reviewer_id: UUID
    entry_id: UUID
    kind: Conflict.Kind
    said_zh: str
    said_en: str


class DeclareIn(Schema):
    entry_id: UUID
    reason: Reason


class AssignmentOut(Schema):
    """``proven``: no assignment is worth more; else ``gap`` bounds how much more one could be."""

    state: Call.State
    worth: int
    proven: bool
    gap: float
    least_load: int
    greatest_load: int
    pairs: int


class ReviewLineOut(Schema):
    id: UUID
    entry_number: int
    entry_title: str
    category: str
    call_id: UUID
    state: Review.State
    version: int

    @staticmethod
    def resolve_entry_number(row: Review) -> int:
        return row.entry.number or 0

    @staticmethod
    def resolve_entry_title(row: Review) -> str:
        return row.entry.title

    @staticmethod
    def resolve_category(row: Review) -> str:
        return row.entry.category.name

    @staticmethod
    def resolve_call_id(row: Review) -> UUID:
        return row.entry.call_id


class PointsOut(Schema):
    criterion_id: UUID
    points: Decimal


class WholeReviewOut(Schema):
    """``entrant`` is None where the call is blind and scoring is not closed."""

    id: UUID
    entry_id: UUID
    entry_number: int
    entry_title: str
    entry_summary: str
    files: list[FileOut]
    entrant: str | None
    criteria: list[CriterionOut]
    points: list[PointsOut]
    comment: str
    state: Review.State
    version: int
    may_score: bool


class PointsIn(Schema):
    criterion_id: UUID
    points: Decimal = Field(ge=0, le=100, decimal_places=2)


class ScoreIn(Schema):
    points: list[PointsIn] = Field(max_length=60)
    comment: Text = ""
    version: Version


class RankedOut(Schema):
    """``exact`` is the score as a fraction; ``points`` what each reviewer gave, plain and adjusted."""

    entry_id: UUID
    number: int
    title: str
    entrant: str
    rank: int
    placed: int | None
    placed_reason: str
    score: Decimal
    exact: str
    is_tied: bool
    points: list[tuple[str, str]]


class RankedCategoryOut(Schema):
    category: Ref
    entries: list[RankedOut]


class RankingOut(Schema):
    formula: SentenceOut
    categories: list[RankedCategoryOut]


class TieIn(Schema):
    order: list[UUID] = Field(min_length=2, max_length=200)
    reason: Reason
