"""What the API of votes accepts and returns."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.votes.models import Count, Proxy, RollEntry, Teller, Vote
from guildhall.votes.queries import Progress


class VoteIn(Schema):
    """How it is voted: in the room by hands, on paper or by device, online by device; either may be left out."""

    in_room: Vote.Means = Vote.Means.NONE
    online: Vote.Means = Vote.Means.NONE
    is_secret: bool = False
    special_case: str = Field("", max_length=200)
    scrutineers: list[UUID] = Field([], max_length=50)
    tellers: list[UUID] = Field([], max_length=50)


class VoteOut(Schema):
    """A vote; ``tally`` and ``outcome`` are empty until the result is declared."""

    id: UUID
    meeting_id: UUID
    motion_id: UUID
    election_id: UUID | None
    number: int
    state: Vote.State
    is_secret: bool
    in_room: Vote.Means
    online: Vote.Means
    question_zh: str
    question_en: str
    slate: list[dict[str, Any]]
    seats: int | None
    rule: dict[str, Any]
    opened_at: datetime
    closed_at: datetime | None
    declared_at: datetime | None
    counts: dict[str, Any]
    tally: dict[str, Any]
    outcome: dict[str, Any]
    bundle_hash: str
    reason: str


class ProgressOut(Schema):
    """How far a vote has come: numbers only."""

    cast: int
    of: int
    in_room: int
    online: int
    absent: int
    recused: int
    issued: int
    state: Vote.State

    @staticmethod
    def resolve_state(progress: Progress) -> str:
        return progress.vote.state


class BallotIn(Schema):
    """``marks``: for, against or abstain; of an election F, A, S or - for each candidate of the slate in its order."""

    marks: str = Field(max_length=400)
    write_ins: list[str] = Field([], max_length=100)


class ReceiptOut(Schema):
    """For how many seats it counted, and the phrases by which secret ballots are found after closing. Told once."""

    seats: int
    phrases: list[str]


class PublishedOut(Schema):
    """A ballot of a closed vote: ``name`` is the receipt's phrase, or the seat in a named vote."""

    name: str
    marks: str
    write_ins: list[str]


class ReasonIn(Schema):
    reason: str = Field(max_length=200)


class CountIn(Schema):
    """``figures``: for, against, abstain; of an election these by candidate, and ``write_ins`` by name."""

    figures: dict[str, Any]
    issued: int | None = Field(None, ge=0, le=1_000_000)
    returned: int | None = Field(None, ge=0, le=1_000_000)
    invalid: int | None = Field(None, ge=0, le=1_000_000)


class CountOut(Schema):
    """A count; the figures of one that waits for a second count are shown to whoever entered it."""

    id: UUID
    state: Count.State
    figures: dict[str, Any]
    issued: int | None
    returned: int | None
    invalid: int | None
    entered_at: datetime


class ChangedOut(Schema):
    """How many rows changed."""

    changed: int


class EntryOut(Schema):
    """One vote of one seat on the roll."""

    id: UUID
    name_zh: str
    name_en: str
    voter: str
    by_proxy: bool
    channel: RollEntry.Channel
    state: RollEntry.State

    @staticmethod
    def resolve_voter(entry: RollEntry) -> str:
        return entry.voter.name


class MoveIn(Schema):
    channel: RollEntry.Channel


class PapersIn(Schema):
    """The rows whose voters were handed a paper ballot; none means everybody in the room."""

    entries: list[UUID] | None = Field(None, max_length=5000)


class TellerOut(Schema):
    id: UUID
    person: str
    role: Teller.Role
    signed_at: datetime | None
    signed_hash: str

    @staticmethod
    def resolve_person(teller: Teller) -> str:
        return teller.person.name


class ProxyIn(Schema):
    """Both are invitations of the meeting."""

    giver: UUID
    holder: UUID


class ProxyOut(Schema):
    id: UUID
    giver_id: UUID
    holder_id: UUID
    giver: str
    holder: str
    given_at: datetime
    revoked_at: datetime | None

    @staticmethod
    def resolve_giver(proxy: Proxy) -> str:
        return proxy.giver.person.name

    @staticmethod
    def resolve_holder(proxy: Proxy) -> str:
        return proxy.holder.person.name
