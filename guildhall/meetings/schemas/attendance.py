from datetime import datetime
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from guildhall.meetings.models import AttendanceEvent
from guildhall.meetings.queries import AttendanceLine, Presence
from guildhall.registry.rules import Verdict


class SentenceOut(Schema):
    """A sentence in both languages."""

    zh: str
    en: str


class VerdictOut(Schema):
    """What a rule says: yes, no, or (null) that it cannot be told; with the sentence that was applied."""

    ok: bool | None
    code: str
    sentence: SentenceOut
    applied: dict[str, object] | None = None

    @staticmethod
    def resolve_sentence(verdict: Verdict) -> dict[str, str]:
        return verdict.sentence.as_data()

    @staticmethod
    def resolve_applied(verdict: Verdict) -> dict[str, object] | None:
        return verdict.applied.as_data() if verdict.applied else None


class ReportIn(Schema):
    """One event at the door. ``client_id`` is made by the device: sent twice it is stored once."""

    client_id: UUID
    invitation: UUID
    kind: str = Field("in", max_length=10, description="in or out")
    mode: str = Field("on_site", max_length=10, description="on_site or online")
    at: AwareDatetime


class AttendanceIn(Schema):
    events: list[ReportIn] = Field(max_length=5000)


class RefusalOut(Schema):
    client_id: UUID
    code: str
    message: str


class ReceiptOut(Schema):
    """What became of each event."""

    stored: list[UUID]
    known: list[UUID]
    refused: list[RefusalOut]


class CheckInIn(Schema):
    client_id: UUID
    kind: AttendanceEvent.Kind = AttendanceEvent.Kind.IN
    mode: AttendanceEvent.Mode = AttendanceEvent.Mode.ON_SITE
    at: AwareDatetime | None = None


class AttendanceEventOut(Schema):
    client_id: UUID
    kind: AttendanceEvent.Kind
    mode: AttendanceEvent.Mode
    at: datetime


class StayOut(Schema):
    since: datetime
    until: datetime | None
    mode: str


class AttendanceLineOut(Schema):
    invitation: UUID
    name: str
    organization: str
    capacity: str
    role: str
    votes: int
    status: str
    mode: str | None
    stand_in: str
    stays: list[StayOut]

    @staticmethod
    def resolve_invitation(line: AttendanceLine) -> UUID:
        return line.invitation.pk

    @staticmethod
    def resolve_name(line: AttendanceLine) -> str:
        return line.invitation.person.name

    @staticmethod
    def resolve_organization(line: AttendanceLine) -> str:
        return line.invitation.organization.name if line.invitation.organization else ""

    @staticmethod
    def resolve_capacity(line: AttendanceLine) -> str:
        return line.invitation.capacity

    @staticmethod
    def resolve_role(line: AttendanceLine) -> str:
        return line.invitation.role

    @staticmethod
    def resolve_stand_in(line: AttendanceLine) -> str:
        return line.invitation.stand_in.name if line.invitation.stand_in else ""


class ChangeOut(Schema):
    at: datetime
    on_site: int
    online: int
    reached: bool | None


class PresenceOut(Schema):
    """Who is there: ``entitled`` and ``present`` count votes, ``people`` everyone."""

    at: datetime
    entitled: int
    present: int
    on_site: int
    online: int
    people: int
    attended: int
    vacant: list[SentenceOut]
    missing: list[SentenceOut]
    verdict: VerdictOut
    changes: list[ChangeOut]
    lines: list[AttendanceLineOut]

    @staticmethod
    def resolve_entitled(presence: Presence) -> int:
        return presence.entitlement.total

    @staticmethod
    def resolve_present(presence: Presence) -> int:
        return presence.voting.present

    @staticmethod
    def resolve_on_site(presence: Presence) -> int:
        return presence.voting.on_site

    @staticmethod
    def resolve_online(presence: Presence) -> int:
        return presence.voting.online

    @staticmethod
    def resolve_people(presence: Presence) -> int:
        return presence.everyone.present

    @staticmethod
    def resolve_vacant(presence: Presence) -> list[dict[str, str]]:
        return [sentence.as_data() for sentence in presence.entitlement.vacant]

    @staticmethod
    def resolve_missing(presence: Presence) -> list[dict[str, str]]:
        return [sentence.as_data() for sentence in presence.entitlement.missing]


class OwnAttendanceOut(Schema):
    """What somebody who holds the key of an invitation sees."""

    meeting: str
    name: str
    state: str
    mode: str | None
    since: datetime | None
