from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.votes.models import Candidate, Election
from guildhall.votes.queries.election import ElectionPage


class ElectionIn(Schema):
    """How an election is held."""

    seats: int = Field(1, ge=1, le=400)
    contest: str = Field("equal", max_length=10)
    write_ins: bool = True
    term_number: int | None = Field(None, ge=1, le=999)
    term_from: date | None = None
    term_to: date | None = None
    is_hired: bool = False
    nominate_by: datetime | None = None
    started_on: date | None = None


class PrepareElectionIn(ElectionIn):
    post: UUID
    kind: str = Field("election", max_length=30)
    item: UUID | None = None


class ChangeElectionIn(ElectionIn):
    version: int = Field(ge=0)


class ElectionOut(Schema):
    id: UUID
    title_zh: str
    title_en: str
    meeting_id: UUID
    motion_id: UUID
    post_id: UUID
    post: str
    state: Election.State
    contest: Election.Contest
    seats: int
    write_ins: bool
    term_number: int | None
    term_from: date | None
    term_to: date | None
    is_hired: bool
    nominate_by: datetime | None
    started_on: date | None
    written_in: list[dict[str, Any]]
    is_public: bool
    pack_id: UUID | None
    version: int

    @staticmethod
    def resolve_title_zh(election: Election) -> str:
        return election.motion.title_zh

    @staticmethod
    def resolve_title_en(election: Election) -> str:
        return election.motion.title_en

    @staticmethod
    def resolve_meeting_id(election: Election) -> UUID:
        return election.motion.meeting_id

    @staticmethod
    def resolve_post(election: Election) -> str:
        return election.post.name


class CandidateOut(Schema):
    id: UUID
    person_id: UUID
    name: str
    organization_id: UUID | None
    state: Candidate.State
    place: int | None
    nominated_by_zh: str
    nominated_by_en: str
    statement_zh: str
    statement_en: str
    was_written_in: bool
    reason: str

    @staticmethod
    def resolve_name(candidate: Candidate) -> str:
        return candidate.person.name


class CandidateLineOut(Schema):
    """A candidate with what the charter's rules say to them, as far as the reader may know."""

    candidate: CandidateOut
    ok: bool | None
    said: str


class ElectionPageOut(Schema):
    """The election with its candidates, rounds and what its list still needs."""

    election: ElectionOut
    candidates: list[CandidateLineOut]
    rounds: list[UUID]
    list_verdict: dict[str, Any]
    timeliness: dict[str, Any] | None
    vacancies: int

    @staticmethod
    def from_page(page: ElectionPage) -> dict[str, Any]:
        return {
            "election": page.election,
            "candidates": page.lines,
            "rounds": [vote.pk for vote in page.rounds],
            "list_verdict": page.list_verdict.as_data(),
            "timeliness": page.timeliness.as_data() if page.timeliness else None,
            "vacancies": page.vacancies,
        }


class NominationIn(Schema):
    person: UUID
    organization: UUID | None = None
    statement_zh: str = Field("", max_length=4000)
    statement_en: str = Field("", max_length=4000)
    nominated_by_zh: str = Field("", max_length=200)
    nominated_by_en: str = Field("", max_length=200)
    stands: bool = False


class NamesIn(Schema):
    """Lines as they are pasted out of a table: a name, and after a tab the unit."""

    names: str = Field(max_length=20_000)
    stands: bool = False


class AnswerIn(Schema):
    stands: bool
    statement_zh: str = Field("", max_length=4000)
    statement_en: str = Field("", max_length=4000)


class WhyIn(Schema):
    reason: str = Field("", max_length=200)


class CheckedIn(Schema):
    """Who checked, by which paper, what the register does not tell."""

    checked: str = Field("", max_length=200)


class ShowElectionIn(Schema):
    is_public: bool


class RoundIn(Schema):
    """How a round is held, and who watches and counts it: people by their identifiers."""

    in_room: str = Field("", max_length=10)
    online: str = Field("", max_length=10)
    is_secret: bool = True
    scrutineers: list[UUID] = Field(default_factory=list, max_length=50)
    tellers: list[UUID] = Field(default_factory=list, max_length=50)


class RoundOut(Schema):
    id: UUID
    number: int
    seats: int | None
    slate: list[dict[str, Any]]
    state: str


class WrittenInIn(Schema):
    name: str = Field(max_length=200)
    accepts: bool
    person: UUID | None = None


class OfficeIn(Schema):
    term_from: date | None = None
    exception: str = Field("", max_length=200)


class SentenceOut(Schema):
    zh: str
    en: str


class PackOut(Schema):
    id: UUID
    serial: str
    code: str
