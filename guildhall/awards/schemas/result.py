"""What the API accepts and returns about calls and entries."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from guildhall.awards.models import Call
from guildhall.awards.schemas.call import AwardOut
from guildhall.registry.schemas.fields import Line, LongLine, Text


class PrizeGivenOut(Schema):
    entry_id: UUID
    number: int
    title: str
    entrant: str
    prize: str


class ResultCategoryOut(Schema):
    category: str
    winners: list[PrizeGivenOut]


class ResultOut(Schema):
    """Who is to get which prize, or got it; ``job_id`` is the work that issues the certificates."""

    state: Call.State
    publicity_from: date | None
    publicity_to: date | None
    takes_objections: bool
    resolution: str
    categories: list[ResultCategoryOut]
    awards: list[AwardOut]
    job_id: UUID | None
    acts: list[str]


class PublicResultOut(Schema):
    state: Call.State
    publicity_from: date | None
    publicity_to: date | None
    takes_objections: bool
    resolution: str
    categories: list[ResultCategoryOut]


class ObjectionIn(Schema):
    entry_id: UUID | None = None
    name: Annotated[Line, Field(min_length=1)]
    contact: Annotated[LongLine, Field(min_length=1)]
    text: Annotated[Text, Field(min_length=1)]


class ObjectionOut(Schema):
    id: UUID
    call_id: UUID
    entry_id: UUID | None
    name: str
    contact: str
    text: str
    at: datetime
    due_on: date
    is_upheld: bool | None
    answer: str
    answered_at: datetime | None


class ObjectedOut(Schema):
    due_on: date


class AnswerIn(Schema):
    answer: Annotated[Text, Field(min_length=1)]
    is_upheld: bool


class DecideIn(Schema):
    resolution_id: UUID


class JobOut(Schema):
    job_id: UUID
