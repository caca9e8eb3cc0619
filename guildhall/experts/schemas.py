"""What the API accepts and returns about experts."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from guildhall.experts.models import Appointment, Expert
from guildhall.registry.schemas.fields import Line, LongLine, Ref, Text, Version

Reason = Annotated[LongLine, Field(min_length=1)]


class ExpertClassOut(Schema):
    id: UUID
    name: str
    name_zh: str
    name_en: str
    position: int
    is_active: bool
    version: int


class ExpertClassIn(Schema):
    name_zh: Line = ""
    name_en: Line = ""
    position: int = Field(default=0, ge=0, le=1000)


class ChangedExpertClassIn(ExpertClassIn):
    is_active: bool = True
    version: Version


class TermNowOut(Schema):
    id: UUID
    expert_class: Ref
    from_on: date
    to_on: date


class SeenExpert(Schema):
    id: UUID
    person: Ref
    unit: str | None
    title: str
    fields_zh: str
    fields_en: str
    is_public: bool
    retired_on: date | None
    terms: list[TermNowOut]
    in_hand: int
    reviews_done: int
    conflicts: int


class ExpertOut(SeenExpert):
    @staticmethod
    def resolve_unit(row: Expert) -> str | None:
        unit = row.person.organization
        return unit.name if unit else None

    @staticmethod
    def resolve_terms(row: Expert) -> list[Appointment]:
        return row.terms_now  # type: ignore[attr-defined,no-any-return]  # prefetched by the query

    @staticmethod
    def resolve_in_hand(row: Expert) -> int:
        return row.load.in_hand  # type: ignore[attr-defined,no-any-return]  # set by the endpoint

    @staticmethod
    def resolve_reviews_done(row: Expert) -> int:
        return row.load.done  # type: ignore[attr-defined,no-any-return]

    @staticmethod
    def resolve_conflicts(row: Expert) -> int:
        return row.load.conflicts  # type: ignore[attr-defined,no-any-return]


class AppointmentOut(TermNowOut):
    standing: Appointment.Standing
    letter_id: UUID | None
    serial: str
    ended_on: date | None
    ended_reason: str
    renews_id: UUID | None
    acts: list[str]


class WholeExpertOut(SeenExpert):
    title_zh: str
    title_en: str
    about_zh: str
    about_en: str
    retired_reason: str
    version: int
    appointments: list[AppointmentOut]
    acts: list[str]


class ExpertIn(Schema):
    fields_zh: Text = ""
    fields_en: Text = ""
    title_zh: Line = ""
    title_en: Line = ""
    about_zh: Text = ""
    about_en: Text = ""
    is_public: bool = False


class NewExpertIn(ExpertIn):
    person_id: UUID


class ChangedExpertIn(ExpertIn):
    version: Version


class AppointIn(Schema):
    expert_class_id: UUID
    from_on: date
    to_on: date
    signatory_id: UUID
    text_zh: Text = ""
    text_en: Text = ""


class ReasonIn(Schema):
    reason: Reason


class CheckedRowOut(Schema):
    number: int
    name: str
    unit: str
    title: str
    fields: list[str]
    is_new_person: bool
    problem: str


class CheckedFileOut(Schema):
    file_id: UUID
    rows: list[CheckedRowOut]


class FileRefIn(Schema):
    file_id: UUID


class ImportedOut(Schema):
    imported: int


class PublicExpertOut(Schema):
    name: str
    unit: str | None
    title: str
    fields: list[str]
    classes: list[str]
