from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.commitments.models import Commitment
from guildhall.meetings.models import Meeting, Motion, SessionStep
from guildhall.meetings.queries import Session
from guildhall.meetings.schemas.attendance import VerdictOut
from guildhall.meetings.schemas.fields import Day


class ReasonIn(Schema):
    reason: str = Field("", max_length=200)


class SittingOut(Schema):
    """A meeting as far as its session and publication go."""

    id: UUID
    name: str
    state: Meeting.State
    opened_at: datetime | None
    closed_at: datetime | None
    published_at: datetime | None
    published_parts: list[str]
    version: int


class SessionStepOut(Schema):
    kind: SessionStep.Kind
    at: datetime
    item_id: UUID | None
    reason: str
    verdict: dict[str, Any]


class MotionIn(Schema):
    kind: str = Field("ordinary", max_length=30)
    item: UUID | None = None
    title_zh: str = Field("", max_length=300)
    title_en: str = Field("", max_length=300)
    text_zh: str = ""
    text_en: str = ""


class DecisionIn(Schema):
    """By show of hands all three counts are given, by consensus none."""

    way: str = Field(max_length=20)
    for_count: int | None = Field(None, ge=0, le=1_000_000)
    against_count: int | None = Field(None, ge=0, le=1_000_000)
    abstain_count: int | None = Field(None, ge=0, le=1_000_000)


class MotionResultIn(Schema):
    """How a motion of a past meeting was decided, as its source states it."""

    state: str = Field(max_length=20)
    way: str = Field("", max_length=20)
    for_count: int | None = Field(None, ge=0, le=1_000_000)
    against_count: int | None = Field(None, ge=0, le=1_000_000)
    abstain_count: int | None = Field(None, ge=0, le=1_000_000)


class MotionOut(Schema):
    id: UUID
    kind: str
    item_id: UUID | None
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    version: int
    state: Motion.State
    way: str
    for_count: int | None
    against_count: int | None
    abstain_count: int | None
    counts: dict[str, Any]
    verdict: dict[str, Any]
    decided_at: datetime | None
    resolution: str

    @staticmethod
    def resolve_resolution(motion: Motion) -> str:
        resolution = getattr(motion, "resolution", None)
        return resolution.serial if resolution else ""


class ResolutionIn(Schema):
    """Words that differ from the motion's; empty ones are taken from it."""

    title_zh: str = Field("", max_length=300)
    title_en: str = Field("", max_length=300)
    text_zh: str = ""
    text_en: str = ""
    in_force_from: Day | None = None
    in_force_to: Day | None = None
    is_public: bool = False


class ResolutionOut(Schema):
    id: UUID
    meeting_id: UUID
    motion_id: UUID
    serial: str
    number: int
    year: int
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    adopted_on: date
    is_public: bool


class ShowResolutionIn(Schema):
    is_public: bool


class PromiseIn(Schema):
    """A commitment that follows from a motion or an agenda item (``origin``)."""

    origin: UUID
    content_zh: str = ""
    content_en: str = ""
    deadline: date | None = None
    responsible: UUID | None = None
    lead: UUID | None = None
    adopt: bool = True


class PromiseOut(Schema):
    id: UUID
    content_zh: str
    content_en: str
    deadline: date | None
    responsible_id: UUID | None
    lead_id: UUID | None
    state: Commitment.State
    origin_id: UUID | None


class SessionOut(Schema):
    """Which item, who is there, what waits for decision."""

    meeting: SittingOut
    item: UUID | None
    item_since: datetime | None
    next_item: UUID | None
    entitled: int
    present: int
    on_site: int
    online: int
    verdict: VerdictOut
    quorum_is_lost: bool
    motions: list[MotionOut]
    steps: list[SessionStepOut]
    may_run: bool

    @staticmethod
    def resolve_item(session: Session) -> UUID | None:
        return session.item.pk if session.item else None

    @staticmethod
    def resolve_next_item(session: Session) -> UUID | None:
        return session.next_item.pk if session.next_item else None

    @staticmethod
    def resolve_entitled(session: Session) -> int:
        return session.presence.entitlement.total

    @staticmethod
    def resolve_present(session: Session) -> int:
        return session.presence.voting.present

    @staticmethod
    def resolve_on_site(session: Session) -> int:
        return session.presence.voting.on_site

    @staticmethod
    def resolve_online(session: Session) -> int:
        return session.presence.voting.online

    @staticmethod
    def resolve_verdict(session: Session) -> object:
        return session.presence.verdict


class PublicationIn(Schema):
    parts: list[Meeting.Part] = []
