"""Shapes of applications and their forms."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from guildhall.members.models import Application, ApplicationForm
from guildhall.members.queries import (
    AnswerLine,
    Duplicate,
    answer_lines,
    missing_in,
    other_applications,
    possible_duplicates,
)


def printable(text: str) -> str:
    """Refuses what no database stores."""
    if "\0" in text:
        raise ValueError("a null character cannot be stored")
    return text


Printable = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(printable)]
Name = Annotated[Printable, Field(max_length=200)]
Line = Annotated[Printable, Field(max_length=100)]
Place = Annotated[Printable, Field(max_length=300)]
Phone = Annotated[Printable, Field(max_length=40)]
Mail = Annotated[Printable, Field(max_length=254)]
Code = Annotated[Printable, Field(max_length=30)]
Number = Annotated[Printable, Field(max_length=80)]
Note = Annotated[Printable, Field(max_length=2000)]
Prose = Annotated[Printable, Field(max_length=5000)]
Answers = dict[Annotated[str, StringConstraints(max_length=40)], bool | Prose | None]
Version = Annotated[int, Field(ge=0, le=1_000_000)]
Questions = Annotated[list[dict[str, Any]], Field(max_length=100)]


class Named(Schema):
    """Another thing: its identifier and its name in the reader's language."""

    id: UUID
    name: str


class OfferedFormOut(Schema):
    """A form with which everybody may apply. ``questions`` say what ``answers`` are asked for."""

    kind: ApplicationForm.Kind
    title_zh: str
    title_en: str
    intro_zh: str
    intro_en: str
    questions: list[dict[str, Any]]
    tiers: list[Named]


class ApplicationFormOut(OfferedFormOut):
    id: UUID
    is_open: bool
    version: int
    waiting: int


class SetUpApplicationFormIn(Schema):
    kind: ApplicationForm.Kind


class ChangeApplicationFormIn(Schema):
    """Only what is sent is changed. ``version`` is the one you read: the slower of two is refused."""

    version: Version
    title_zh: Line = ""
    title_en: Line = ""
    intro_zh: Prose = ""
    intro_en: Prose = ""
    questions: Questions = []
    tier_ids: Annotated[list[UUID], Field(max_length=50)] = []


class CompleteApplicationIn(Schema):
    """Files are handed in one by one, see the twin for files."""

    name_zh: Name = ""
    name_en: Name = ""
    uscc: Code = ""
    region: Line = ""
    address: Place = ""
    tier_id: UUID | None = None
    contact_name: Line = ""
    contact_phone: Phone = ""
    contact_email: Mail = ""
    answers: Answers = {}


class SubmitApplicationIn(CompleteApplicationIn):
    """``language`` is the one in which the applicant is written to: zh-hans or en."""

    language: Annotated[str, StringConstraints(pattern=r"^(zh-hans|en)$")] = "zh-hans"


class QuestionRef(Schema):
    key: str
    label: str


class TrackedOut(Schema):
    """An application as its applicant sees it."""

    state: Application.State
    name_zh: str
    name_en: str
    uscc: str
    region: str
    address: str
    tier: Named | None
    contact_name: str
    contact_phone: str
    contact_email: str
    answers: dict[str, Any]
    questions: list[dict[str, Any]]
    note: str
    submitted_at: datetime
    missing: list[str]

    @staticmethod
    def resolve_missing(application: Application) -> list[str]:
        return [question.key for question in missing_in(application)]


class SubmittedOut(Schema):
    """``code`` is the secret of the applicant's link, which is mailed too; it is shown here once."""

    code: str
    url: str
    application: TrackedOut


class ApplicationRowOut(Schema):
    """An application in the queue."""

    id: UUID
    kind: ApplicationForm.Kind
    state: Application.State
    name: str
    name_zh: str
    name_en: str
    uscc: str
    region: str
    tier: Named | None
    contact_name: str
    submitted_at: datetime
    missing: list[str]
    version: int

    @staticmethod
    def resolve_kind(application: Application) -> str:
        return application.form.kind

    @staticmethod
    def resolve_missing(application: Application) -> list[str]:
        return [question.key for question in missing_in(application)]


class AnswerOut(Schema):
    """A question as it was asked, what was answered, and the files that were handed in."""

    key: str
    label: str
    answer: str | None
    files: list[str]
    is_missing: bool

    @classmethod
    def of(cls, line: AnswerLine) -> "AnswerOut":
        files = [one.file.name for one in line.files]
        return cls(
            key=line.question.key,
            label=line.label,
            answer=line.answer,
            files=files,
            is_missing=line.is_missing,
        )


class DuplicateOut(Schema):
    """A unit that may be the applicant. ``member`` is its number where it belongs already."""

    organization: Named
    why_zh: str
    why_en: str
    is_same: bool
    member: str | None

    @classmethod
    def of(cls, found: Duplicate) -> "DuplicateOut":
        return cls(
            organization=Named.from_orm(found.organization),
            why_zh=found.why.zh,
            why_en=found.why.en,
            is_same=found.is_same,
            member=found.member.number if found.member else None,
        )


class ApplicationOut(ApplicationRowOut):
    address: str
    contact_phone: str
    contact_email: str
    lines: list[AnswerOut]
    duplicates: list[DuplicateOut]
    others: list[Named]
    note: str
    reviewed_at: datetime | None
    decided_on: date | None
    resolution: str
    member_id: UUID | None

    @staticmethod
    def resolve_lines(application: Application) -> list[AnswerOut]:
        return [AnswerOut.of(line) for line in answer_lines(application)]

    @staticmethod
    def resolve_duplicates(application: Application) -> list[DuplicateOut]:
        return [DuplicateOut.of(found) for found in possible_duplicates(application)]

    @staticmethod
    def resolve_others(application: Application) -> list[Named]:
        return [Named.from_orm(other) for other in other_applications(application)[:10]]


class ReturnApplicationIn(Schema):
    note: Note = ""


class RefuseApplicationIn(Schema):
    reason: Note = ""


class DecisionIn(Schema):
    """The resolution by which applicants are taken; ``tier_id`` is for those who chose none."""

    on: date
    body_id: UUID
    resolution: Number = ""
    tier_id: UUID | None = None


class ApproveApplicationsIn(DecisionIn):
    application_ids: Annotated[list[UUID], Field(max_length=500)]


class AdmittedOut(Schema):
    """The member that an applicant has become."""

    member_id: UUID
    number: str
    name: str


class CouncilOut(Schema):
    """``text`` is for the agenda, in the reader's language."""

    text: str
    applications: list[ApplicationRowOut]


class PreviewOut(Schema):
    """What approving would do, one sentence for each applicant."""

    sentences: list[str]
