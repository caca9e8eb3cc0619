"""What the API accepts and returns about key projects. Amounts are whole fen."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from guildhall.commitments.lights import Light
from guildhall.commitments.models import Commitment
from guildhall.core.money import LARGEST
from guildhall.promotion.models import KeyProject, KeyProjectNote

Version = Field(ge=0, le=2**31 - 1)
Name = Field(default="", max_length=200)
Long = Field(default="", max_length=4000)
Stated = Field(default="", max_length=20)


class NamedRef(Schema):
    id: UUID
    name: str


class KeyProjectIn(Schema):
    """``amount`` in fen; empty dates and ``null`` are "not stated"."""

    kind: KeyProject.Kind = KeyProject.Kind.KEY_PROJECT
    title_zh: str = Name
    title_en: str = Name
    about_zh: str = Long
    about_en: str = Long
    chain_id: UUID | None = None
    segment_id: UUID | None = None
    step: KeyProject.Step | None = None
    investor_id: UUID | None = None
    investor_zh: str = Name
    investor_en: str = Name
    place_zh: str = Name
    place_en: str = Name
    amount: int | None = Field(default=None, ge=1, le=LARGEST)
    responsible_id: UUID | None = None
    stated_start: str = Stated
    stated_finish: str = Stated


class ChangeKeyProjectIn(KeyProjectIn):
    """Only what is sent is changed. ``version`` is the one you read."""

    version: int = Version


class MoveIn(Schema):
    state: KeyProject.State
    on: date
    note: str = Long
    version: int = Version


class EndIn(Schema):
    reason: str = Field(max_length=300)
    on: date
    version: int = Version


class NoteIn(Schema):
    kind: KeyProjectNote.Kind
    on: date
    text: str = Field(max_length=4000)


class MilestoneIn(Schema):
    content_zh: str = Field(default="", max_length=300)
    content_en: str = Field(default="", max_length=300)
    deadline: date
    responsible_id: UUID


class PublishIn(Schema):
    is_amount_public: bool = False
    version: int = Version


class WithdrawIn(Schema):
    version: int = Version


class PublicKeyProjectOut(Schema):
    """``amount`` is there where it is stated and public."""

    id: UUID
    kind: KeyProject.Kind
    title: str
    title_zh: str
    title_en: str
    about: str
    chain: str | None
    segment: str | None
    step: str
    investor_name: str
    place: str
    amount: int | None = Field(alias="shown_amount")
    stated_start: str
    stated_finish: str
    state: KeyProject.State

    @staticmethod
    def resolve_chain(project: KeyProject) -> str | None:
        return str(project.chain) if project.chain else None

    @staticmethod
    def resolve_segment(project: KeyProject) -> str | None:
        return str(project.segment) if project.segment else None


class KeyProjectOut(PublicKeyProjectOut):
    """``hides_amount`` says that an amount is stated which you may not see."""

    about_zh: str
    about_en: str
    chain_id: UUID | None
    segment_id: UUID | None
    investor_id: UUID | None
    place_zh: str
    place_en: str
    hides_amount: bool
    is_amount_public: bool
    responsible: NamedRef | None
    ended_reason: str
    is_public: bool
    version: int


class KeyProjectNoteOut(Schema):
    id: UUID
    kind: KeyProjectNote.Kind
    on: date
    state: str
    text: str
    by: str | None
    at: datetime

    @staticmethod
    def resolve_by(note: KeyProjectNote) -> str | None:
        return str(note.by) if note.by else None


class KeyProjectMilestoneOut(Schema):
    id: UUID
    content: str
    deadline: date | None
    responsible: NamedRef | None
    state: Commitment.State
    light: Light
    progress: int


class WholeKeyProjectOut(KeyProjectOut):
    """With what happened, its milestones and the names of the actions that you may do now."""

    notes: list[KeyProjectNoteOut]
    milestones: list[KeyProjectMilestoneOut]
    acts: list[str]


class StateSumOut(Schema):
    """``amount`` adds up those of ``stated`` many, as far as you may see them."""

    state: str
    label: str
    count: int
    stated: int
    amount: int | None


class ColumnOut(Schema):
    sum: StateSumOut
    projects: list[KeyProjectOut]


class ImportedOut(Schema):
    """How many projects were added; those whose title is there already stay as they are."""

    added: int
