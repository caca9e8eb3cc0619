"""What the API accepts and returns about a founding."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from guildhall.accounts.models import Association
from guildhall.founding.models import FirstMember, Founding
from guildhall.founding.steps import Key, Light
from guildhall.meetings.models import Meeting
from guildhall.registry.schemas.fields import LongLine, Ref

Name = Annotated[str, Field(max_length=200)]


class BeginFoundingIn(Schema):
    kind: Association.Kind = Association.Kind.ALLIANCE
    slug: Annotated[str, Field(max_length=60)] = ""
    name_zh: Name = ""
    name_en: Name = ""
    initiated_by_zh: LongLine = ""
    initiated_by_en: LongLine = ""
    region: Annotated[str, Field(max_length=100)] = ""


class StepOut(Schema):
    """One step of the way: done, open now, or later; ``count`` of ``of`` where it counts."""

    key: Key
    light: Light
    count: int | None
    of: int | None


class FoundingOut(Schema):
    id: UUID
    slug: str
    state: Founding.State
    initiated_by_zh: str
    initiated_by_en: str
    has_charter: bool
    assembly_id: UUID | None
    charter_motion_id: UUID | None
    election_id: UUID | None
    founded_on: date | None
    reason: str
    steps: list[StepOut]


class FirstMembersIn(Schema):
    """One unit on each line: name, representative, mail, telephone."""

    text: Annotated[str, Field(min_length=1, max_length=400_000)]


class CountOut(Schema):
    count: int


class FirstMemberOut(Schema):
    id: UUID
    organization: Ref
    representative: Ref | None
    state: FirstMember.State
    invited_at: datetime | None
    answered_at: datetime | None


class AnswerIn(Schema):
    takes_part: bool


class RepresentativeIn(Schema):
    person_id: UUID


class AssemblyIn(Schema):
    """Times without a zone are read in the association's."""

    seats: Annotated[int, Field(ge=1, le=300)]
    starts_at: datetime
    ends_at: datetime | None = None
    mode: Literal["on_site", "online", "hybrid"] = "on_site"
    name_zh: Name = ""
    name_en: Name = ""
    place_zh: Name = ""
    place_en: Name = ""
    online_url: Name = ""


class AssemblyOut(Schema):
    id: UUID
    state: Meeting.State
    name: str


class AbandonIn(Schema):
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class AskedOut(Schema):
    """What a unit with a link sees."""

    association: str
    unit: str
    representative: str | None
    state: FirstMember.State
    may_answer: bool
    charter: str = Field(description="where the draft charter can be fetched; empty where there is none")
