from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from guildhall.live.models import Turn
from guildhall.live.queries import Floor, LiveState
from guildhall.meetings.models import Meeting, Motion
from guildhall.votes.models import Vote
from guildhall.votes.queries import Progress


class TurnOut(Schema):
    """Somebody on the speakers' list. ``until``: when their time is over, where there is a limit."""

    id: UUID
    invitation_id: UUID
    item_id: UUID | None
    name: str
    unit: str
    state: Turn.State
    position: int
    seconds: int | None
    asked_at: datetime
    started_at: datetime | None
    until: datetime | None
    ended_at: datetime | None


class AskIn(Schema):
    """For whom the floor is asked; nobody named: for oneself."""

    invitation: UUID | None = None


class MoveTurnIn(Schema):
    to: Literal["earlier", "later"]


class SpeakingTimeIn(Schema):
    """How long one may speak, to one item or throughout the meeting; no seconds: no limit of its own."""

    item: UUID | None = None
    seconds: int | None = Field(None, ge=0, le=86_400)


class SpeakingTimeOut(Schema):
    item: UUID | None
    seconds: int | None


class ScreenLinkOut(Schema):
    """The address for the screen. It is said this once."""

    url: str


class FloorOut(Schema):
    speaking: TurnOut | None
    waiting: list[TurnOut]
    seconds: int | None


class VoteUnderWayOut(Schema):
    """A vote that is open or being counted: how many have voted, never what."""

    id: UUID
    motion_id: UUID
    title: str
    state: Vote.State
    is_secret: bool
    uses_device: bool
    cast: int
    of: int

    @staticmethod
    def resolve_id(one: Progress) -> UUID:
        return one.vote.pk

    @staticmethod
    def resolve_motion_id(one: Progress) -> UUID:
        return one.vote.motion_id

    @staticmethod
    def resolve_title(one: Progress) -> str:
        return one.vote.question

    @staticmethod
    def resolve_state(one: Progress) -> str:
        return one.vote.state

    @staticmethod
    def resolve_uses_device(one: Progress) -> bool:
        return one.vote.uses_device

    @staticmethod
    def resolve_is_secret(one: Progress) -> bool:
        return one.vote.is_secret


class ResultOut(Schema):
    """What was decided last."""

    id: UUID
    title: str
    state: Motion.State
    for_count: int | None
    against_count: int | None
    abstain_count: int | None
    decided_at: datetime | None


class LiveOut(Schema):
    """Where a meeting stands now, as its live page and the screen in the hall show it."""

    meeting: UUID
    state: Meeting.State
    item: UUID | None
    item_title: str
    place: int | None
    items: int
    entitled: int
    present: int
    on_site: int
    online: int
    quorum: bool | None
    quorum_sentence: str
    votes: list[VoteUnderWayOut]
    result: ResultOut | None
    floor: FloorOut

    @staticmethod
    def resolve_meeting(state: LiveState) -> UUID:
        return state.meeting.pk

    @staticmethod
    def resolve_state(state: LiveState) -> str:
        return state.meeting.state

    @staticmethod
    def resolve_item(state: LiveState) -> UUID | None:
        return state.item.pk if state.item else None

    @staticmethod
    def resolve_item_title(state: LiveState) -> str:
        return state.item.title if state.item else ""

    @staticmethod
    def resolve_items(state: LiveState) -> int:
        return len(state.agenda)

    @staticmethod
    def resolve_entitled(state: LiveState) -> int:
        return state.presence.entitlement.total

    @staticmethod
    def resolve_present(state: LiveState) -> int:
        return state.presence.voting.present

    @staticmethod
    def resolve_on_site(state: LiveState) -> int:
        return state.presence.voting.on_site

    @staticmethod
    def resolve_online(state: LiveState) -> int:
        return state.presence.voting.online

    @staticmethod
    def resolve_quorum(state: LiveState) -> bool | None:
        return state.presence.verdict.ok

    @staticmethod
    def resolve_quorum_sentence(state: LiveState) -> str:
        return state.presence.sentence

    @staticmethod
    def resolve_result(state: LiveState) -> Motion | None:
        return state.result.motion if state.result else None

    @staticmethod
    def resolve_floor(state: LiveState) -> Floor:
        return state.floor


class VersionOut(Schema):
    """Another word after every change."""

    version: str
