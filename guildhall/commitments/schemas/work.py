"""What the API accepts and returns about plans, commitments and letters."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from guildhall.commitments.lights import Light
from guildhall.commitments.models import Acceptance, Change, Commitment, Plan, PlanVersion, Reminder
from guildhall.core.paging import FARTHEST
from guildhall.documents.schemas import FileOut

Short = Field(default="", max_length=200)
Long = Field(default="", max_length=20000)


class Ref(Schema):
    """Another row: a body, person, unit, course."""

    id: UUID
    name: str
    name_zh: str
    name_en: str


class TitledRef(Schema):
    """Another row that has a title: a plan, letter or milestone."""

    id: UUID
    title: str
    title_zh: str
    title_en: str


class MilestoneOut(TitledRef):
    due_on: date
    done_on: date | None


class CommitmentOut(Schema):
    """``progress`` counts milestones in; ``light`` is computed for today."""

    id: UUID
    label: str = Field(alias="content")
    body: Ref
    plan: TitledRef | None
    course: Ref | None
    content_zh: str
    content_en: str
    measure_zh: str
    measure_en: str
    deadline: date | None
    responsible: Ref | None
    superior: Ref | None
    lead: Ref | None
    supporting: list[Ref]
    state: Commitment.State
    light: Light
    progress: int
    milestones: list[MilestoneOut]
    adopted_on: date | None
    reported_at: datetime | None
    accepted_at: datetime | None
    carried_from: TitledRef | None
    origin_type: str
    origin_id: UUID | None
    origin_label: str
    version: int


class LineOut(CommitmentOut):
    """One commitment with the names of the actions that the reader may do to it now."""

    acts: list[str]


class CountsOut(Schema):
    """How many commitments show each light."""

    overdue: int
    due_soon: int
    on_track: int
    reported: int
    done: int
    draft: int
    cancelled: int
    not_stated: int


class ProgressOut(Schema):
    id: UUID
    text: str
    percent: int
    reported_by: str
    reported_at: datetime
    evidence: list[FileOut]

    @staticmethod
    def resolve_reported_by(row: Any) -> str:
        return str(row.reported_by)


class AcceptanceOut(Schema):
    outcome: Acceptance.Outcome
    reason: str
    by: str

    @staticmethod
    def resolve_by(row: Any) -> str:
        return str(row.by)


class ChangeOut(AcceptanceOut):
    outcome: Change.Kind = Field(alias="kind")  # type: ignore[assignment] # the same place, other words
    old_deadline: date | None
    new_deadline: date | None
    old_responsible: Ref | None
    new_responsible: Ref | None
    old_plan: TitledRef | None
    new_plan: TitledRef | None


class ReminderOut(Schema):
    step: Reminder.Step
    number: int
    deadline: date
    told: Ref | None


class HappeningOut(Schema):
    """One line of the history; exactly one of the four is there."""

    at: datetime
    progress: ProgressOut | None
    acceptance: AcceptanceOut | None
    change: ChangeOut | None
    reminder: ReminderOut | None


class CommitmentIn(Schema):
    """People and units by their ids. What is left out stays as it is when something is changed."""

    content_zh: str = Field(default="", max_length=4000)
    content_en: str = Field(default="", max_length=4000)
    measure_zh: str = Field(default="", max_length=300)
    measure_en: str = Field(default="", max_length=300)
    deadline: date | None = None
    responsible: UUID | None = None
    superior: UUID | None = None
    lead: UUID | None = None
    supporting: list[UUID] = []
    course: UUID | None = None


class NewCommitmentIn(CommitmentIn):
    body: UUID


class ChangedCommitmentIn(CommitmentIn):
    version: int


class ReportIn(Schema):
    text: str = Field(max_length=4000)
    percent: int


class DoneIn(Schema):
    text: str = Field(max_length=4000)


class AcceptIn(Schema):
    note: str = Field(default="", max_length=4000)


class ReasonIn(Schema):
    reason: str = Field(max_length=4000)


class PostponeIn(ReasonIn):
    deadline: date


class HandOverIn(ReasonIn):
    to: UUID


class MilestoneIn(Schema):
    title_zh: str = Short
    title_en: str = Short
    due_on: date


class FinishIn(Schema):
    done_on: date | None = None


class RulesIn(Schema):
    amber_days: int
    remind_days: list[int]
    overdue_every: int
    escalate_after: int


class RulesOut(RulesIn):
    pass


class PlanOut(TitledRef):
    kind: Plan.Kind
    body: Ref
    from_on: date | None
    to_on: date | None
    period_note_zh: str
    period_note_en: str
    state: Plan.State
    adopted_on: date | None
    adopted_note: str
    reviewed_on: date | None
    closed_on: date | None
    is_public: bool
    version: int


class PlanLineOut(PlanOut):
    items_all: int
    items_done: int


class WholePlanOut(PlanOut):
    """A plan with its courses and a page of the items that the reader may see."""

    predecessor: TitledRef | None
    review_zh: str
    review_en: str
    courses: list[Ref]
    items: list[CommitmentOut]
    items_count: int
    progress: int | None
    acts: list[str]


class ItemsPage(Schema):
    """Which fifty of a plan's items."""

    page: int = Field(1, ge=1, le=FARTHEST)


class PlanIn(Schema):
    title_zh: str = Short
    title_en: str = Short
    from_on: date | None = None
    to_on: date | None = None
    period_note_zh: str = Field(default="", max_length=100)
    period_note_en: str = Field(default="", max_length=100)


class CourseIn(Schema):
    name_zh: str = Short
    name_en: str = Short


class NewPlanIn(PlanIn):
    body: UUID
    kind: Plan.Kind = Plan.Kind.ANNUAL
    predecessor: UUID | None = None
    courses: list[CourseIn] = []


class ChangedPlanIn(PlanIn):
    version: int


class AdoptPlanIn(Schema):
    note: str = Field(max_length=200)
    adopted_on: date | None = None


class ReviewIn(Schema):
    review_zh: str = Long
    review_en: str = Long


class CloseIn(Schema):
    successor: UUID | None = None


class PublishIn(Schema):
    is_public: bool


class PasteIn(Schema):
    """A table as copied from a spreadsheet: tabs between columns, one line a row, headings first."""

    text: str = Field(max_length=400_000)


class PastedItemOut(Schema):
    number: int
    content_zh: str
    content_en: str
    deadline: date | None
    responsible: Ref | None
    lead: Ref | None
    supporting: list[Ref]
    problems: list[str]


class AmendedItemIn(CommitmentIn):
    id: UUID


class AmendIn(Schema):
    """Several changes at once: one new version. ``note`` names the decision."""

    version: int
    note: str = Field(max_length=200)
    added: list[CommitmentIn] = []
    changed: list[AmendedItemIn] = []
    removed: list[UUID] = []


class FieldChangeOut(Schema):
    name: str
    old: Any
    new: Any


class ItemChangeOut(Schema):
    old: dict[str, Any]
    new: dict[str, Any]
    fields: list[FieldChangeOut]


class ComparisonOut(Schema):
    plan: list[FieldChangeOut]
    added: list[dict[str, Any]]
    removed: list[dict[str, Any]]
    changed: list[ItemChangeOut]


class VersionOut(Schema):
    """A version with what changed since the one before (nothing for the first)."""

    number: int = Field(alias="version.number")
    cause: PlanVersion.Cause | Literal[""] = Field(alias="version.cause")
    note: str = Field(alias="version.said")
    made_at: datetime = Field(alias="version.made_at")
    content: dict[str, Any] = Field(alias="version.content")
    changes: ComparisonOut | None


class BoardIn(Schema):
    """The filters of the board. ``state`` is a state, ``open`` (the usual) or ``all``."""

    q: str = Field(default="", max_length=80)
    state: Literal["", "open", "all", "draft", "adopted", "reported", "accepted", "cancelled"] = ""
    light: Light | Literal[""] = ""
    body: UUID | None = None
    plan: UUID | None = None
    person: UUID | None = None
    unit: UUID | None = None
    mine: bool = False
