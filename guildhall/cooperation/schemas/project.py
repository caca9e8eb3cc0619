"""What the API accepts and returns about joint projects, their measurements, teams and visits."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.commitments.lights import Light
from guildhall.commitments.models import Letter
from guildhall.cooperation.models import JointProject
from guildhall.cooperation.queries import ProjectOutcome, outcome_of
from guildhall.cooperation.results import Standing, percent
from guildhall.cooperation.schemas.cooperation import NamedOut
from guildhall.core.models import in_language
from guildhall.exchange.models import Listing
from guildhall.registry.queries import today_in

Version = Field(ge=0, le=2**31 - 1)
Name = Field(default="", max_length=200)
Unit = Field(default="", max_length=20)
Long = Field(default="", max_length=4000)
Figure = Field(default=None, max_digits=16, decimal_places=3)


class OwnerIn(Schema):
    """Who answers for it on the side of one party; the person may follow, up to the start."""

    organization: UUID
    person: UUID | None = None


class ProjectIn(Schema):
    title_zh: str = Name
    title_en: str = Name
    indicator_zh: str = Name
    indicator_en: str = Name
    unit_zh: str = Unit
    unit_en: str = Unit
    direction: JointProject.Direction = JointProject.Direction.UP
    baseline: Decimal | None = Figure
    baseline_on: date | None = None
    target: Decimal | None = Figure
    due_on: date | None = None
    is_public: bool = False


class NewProjectIn(ProjectIn):
    """Of an agreement, or of a cooperation without one."""

    agreement: UUID | None = None
    cooperation: UUID | None = None
    owners: list[OwnerIn] = []


class AmendProjectIn(ProjectIn):
    """Only what is sent is changed; ``owners`` are given as a whole. ``version`` is the one you read."""

    owners: list[OwnerIn] | None = None
    version: int = Version


class VersionIn(Schema):
    version: int = Version


class CompleteIn(VersionIn):
    conclusion_zh: str = Long
    conclusion_en: str = Long


class AbandonIn(VersionIn):
    reason: str = Field(max_length=300)


class MeasurementIn(Schema):
    """The file that shows it is sent beside it as ``evidence``."""

    value: Decimal = Field(max_digits=16, decimal_places=3)
    measured_on: date
    note: str = Field(default="", max_length=300)


class WhyIn(Schema):
    reason: str = Field(max_length=300)


class ChangeOwnerIn(Schema):
    person: UUID
    reason: str = Field(default="", max_length=300)


class ReleaseOwnerIn(Schema):
    """``to``: somebody who answers for another side; without it what was promised is cancelled."""

    to: UUID | None = None
    reason: str = Field(max_length=300)


class PromiseOut(Schema):
    """What one side promised: a commitment."""

    id: UUID
    content: str
    deadline: date | None
    state: str
    light: Light
    progress: int


class OwnerOut(Schema):
    id: UUID
    organization: NamedOut
    person: NamedOut | None
    left_on: date | None
    left_reason: str


class OwnerLineOut(OwnerOut):
    """``acts``: the person still acts for the side. ``has_left``: the party is none any more."""

    acts: bool
    has_left: bool
    commitment: PromiseOut | None


class MeasurementOut(Schema):
    id: UUID
    measured_on: date
    value: Decimal
    note: str
    state: str
    reported_by: str
    reported_for: str | None
    confirmed_by: str | None
    confirmed_at: datetime | None
    disputed_reason: str
    evidence: str | None
    may_judge: bool


class ResultOut(Schema):
    """``percent`` is the share of the way from baseline to target, ``expected`` that of the straight line."""

    standing: Standing
    value: Decimal | None
    measured_on: date | None
    percent: str | None
    expected: str
    sentence: str


def result_of(outcome: ProjectOutcome) -> dict[str, Any] | None:
    """Where a project stands, as the API says it; nothing where its source states no figures."""
    found, said = outcome.result, outcome.sentence
    if found is None or said is None:
        return None
    return {
        "standing": found.standing,
        "value": found.measured.value if found.measured else None,
        "measured_on": found.measured.on if found.measured else None,
        "percent": found.percent,
        "expected": percent(found.share),
        "sentence": in_language(said.zh, said.en),
    }


class PublicProjectOut(Schema):
    id: UUID
    title: str
    title_zh: str
    title_en: str
    indicator: str
    unit: str
    direction: JointProject.Direction
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    due_on: date | None
    state: JointProject.State
    result: ResultOut | None

    @staticmethod
    def resolve_result(row: Any) -> dict[str, Any] | None:
        project = row["project"] if isinstance(row, dict) else row
        return result_of(outcome_of(project, today_in(project.association)))


class ProjectLineOut(PublicProjectOut):
    agreement: UUID | None = Field(alias="agreement_id")
    cooperation: UUID | None = Field(alias="cooperation_id")
    owners: list[OwnerOut]
    version: int


class ProjectOut(ProjectLineOut):
    indicator_zh: str
    indicator_en: str
    unit_zh: str
    unit_en: str
    is_public: bool
    started_on: date | None
    ended_on: date | None
    ended_reason: str
    conclusion: str
    sides: list[OwnerLineOut]
    lacking: list[NamedOut]
    measurements: list[MeasurementOut]
    acts: list[str]


class TeamIn(Schema):
    name_zh: str = Name
    name_en: str = Name
    leader: UUID | None = None
    members: list[UUID] = []


class NewTeamIn(TeamIn):
    """Of an agreement, or of one joint project."""

    agreement: UUID | None = None
    project: UUID | None = None


class AmendTeamIn(TeamIn):
    version: int = Version


class TeamLetterIn(Schema):
    """``received_by`` signs beside the leader."""

    received_by: UUID
    text_zh: str = Long
    text_en: str = Long
    from_on: date | None = None
    to_on: date | None = None


class TeamLetterOut(Schema):
    id: UUID
    title: str
    state: Letter.State
    signed_on: date | None
    code: str | None

    @staticmethod
    def resolve_code(letter: Any) -> str | None:
        return letter.document.spaced_code if letter.document else None


class TeamOut(Schema):
    id: UUID
    name: str
    name_zh: str
    name_en: str
    agreement: UUID | None = Field(alias="agreement_id")
    project: UUID | None = Field(alias="project_id")
    leader: NamedOut | None
    members: list[NamedOut]
    letter: TeamLetterOut | None
    targets: list[PromiseOut]
    acts: list[str]
    version: int


class VisitIn(Schema):
    """``stated_date``: 2026, 2026-05 or 2026-05-01. Without visitors the secretariat visited."""

    stated_date: str = Field(default="", max_length=20)
    place_zh: str = Name
    place_en: str = Name
    purpose_zh: str = Long
    purpose_en: str = Long
    outcome_zh: str = Long
    outcome_en: str = Long
    visitors: list[UUID] = []
    hosts: list[UUID] = []
    people: list[UUID] = []
    cooperation: UUID | None = None


class AmendVisitIn(VisitIn):
    """Only what is sent is changed. ``version`` is the one you read."""

    version: int = Version


class FromVisitIn(Schema):
    """``organization``: one that visited or was visited; without it the association's own."""

    side: Listing.Side = Listing.Side.NEED
    kind: Listing.Kind
    organization: UUID | None = None
    title_zh: str = Field(default="", max_length=120)
    title_en: str = Field(default="", max_length=120)
    text_zh: str = Long
    text_en: str = Long


class DraftedOut(Schema):
    """What was drafted; see the endpoints of offers and needs."""

    id: UUID
    title: str
    side: Listing.Side
    state: Listing.State


class VisitOut(Schema):
    id: UUID
    stated_date: str
    visited_on: date | None
    place: str
    purpose: str
    outcome: str
    visitors: list[NamedOut]
    hosts: list[NamedOut]
    people: list[NamedOut]
    cooperation: UUID | None = Field(alias="cooperation_id")
    version: int


class SentencesOut(Schema):
    zh: str
    en: str


class EventOut(Schema):
    """``on`` is a stated date: 2021, 2021-04 or 2021-12-05; empty where none is stated."""

    on: str
    day: SentencesOut
    kind: str
    sentence: SentencesOut
    note: SentencesOut


class HistoryAsked(Schema):
    organization: list[UUID] = []
