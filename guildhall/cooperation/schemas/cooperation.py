"""What the API accepts and returns about cooperations."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.cooperation.models import Cooperation
from guildhall.cooperation.queries import FOLLOWING


class NamedOut(Schema):
    """Another row that is named: an organization, person, body."""

    id: UUID
    name: str
    name_zh: str
    name_en: str


class CooperationPartyOut(Schema):
    id: UUID
    organization: NamedOut
    left_on: date | None
    left_reason: str


class ContactOut(Schema):
    """Whom to ask; only for parties and secretariat."""

    party: UUID
    name: str
    email: str
    phone: str


class StepOut(Schema):
    id: UUID
    stage: Cooperation.Stage
    on: date
    note: str
    by: str
    amended_reason: str
    amended_at: datetime | None

    @staticmethod
    def resolve_by(row: Any) -> str:
        return str(row.by) if row.by else ""


class CooperationLineOut(Schema):
    id: UUID
    title: str = Field(alias="subject")
    subject_zh: str
    subject_en: str
    stage: Cooperation.Stage
    ending: str
    ended_on: date | None
    since: str
    keeper: NamedOut | None
    is_public: bool
    parties: list[CooperationPartyOut]
    version: int


class CooperationOut(CooperationLineOut):
    ending_note: str
    result_zh: str
    result_en: str
    match_id: UUID | None
    steps: list[StepOut]
    contacts: list[ContactOut]
    acts: list[str]


class PartyIn(Schema):
    organization: UUID
    contact: UUID | None = None


class CooperationIn(Schema):
    """What is left out stays as it is when something is changed."""

    subject_zh: str = Field(default="", max_length=200)
    subject_en: str = Field(default="", max_length=200)
    since: str = Field(default="", max_length=20, description="2021, 2021-04 or 2021-12-05")
    keeper: UUID | None = None


class NewCooperationIn(CooperationIn):
    parties: list[PartyIn] = Field(max_length=50)
    stage: Cooperation.Stage = Cooperation.Stage.INTRODUCED
    on: date | None = None


class AmendCooperationIn(CooperationIn):
    version: int
    result_zh: str = Field(default="", max_length=4000)
    result_en: str = Field(default="", max_length=4000)
    is_public: bool = False


class StageIn(Schema):
    stage: Cooperation.Stage = Field(description=" < ".join(FOLLOWING))
    on: date | None = None
    note: str = Field(default="", max_length=4000)


class AmendStepIn(Schema):
    on: date
    note: str = Field(default="", max_length=4000)
    reason: str = Field(max_length=300)


class EndIn(Schema):
    ending: Cooperation.Ending
    note: str = Field(default="", max_length=300)
    on: date | None = None


class LeaveIn(Schema):
    reason: str = Field(max_length=300)
    on: date | None = None


class IntroduceIn(Schema):
    """``organization`` takes up a need that the association itself published."""

    organization: UUID | None = None
