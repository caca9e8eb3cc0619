"""The shape of open data. What its names mean stands in ``site.open_data``."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

Day = date


class TextOut(Schema):
    """A text in Chinese and English; empty where it was not given."""

    zh: str = ""
    en: str = ""


class NamedOut(Schema):
    id: UUID
    name: TextOut


class OpenSeatOut(Schema):
    label: TextOut
    unit: TextOut


class OpenBodyOut(NamedOut):
    classification: str
    sub_organization_of: UUID | None = Field(alias="subOrganizationOf")
    about: TextOut
    seat: list[OpenSeatOut]


class OpenPersonOut(NamedOut):
    title: TextOut
    note: TextOut
    affiliation: TextOut | None


class MembershipOut(Schema):
    id: UUID
    person: UUID
    organization: UUID
    role: TextOut
    post: str
    term: int | None
    start_date: date | None = Field(alias="startDate")
    end_date: date | None = Field(alias="endDate")


class UnitOut(NamedOut):
    classification: str


class OpenDuesOut(Schema):
    """What the source of a read-only record states of a year's dues."""

    year: int
    notices_sent: date | None = Field(alias="noticesSent")
    as_of: date = Field(alias="asOf")
    percent_paid_at_least: int = Field(alias="percentPaidAtLeast")
    remarks: TextOut


class OpenResolutionOut(NamedOut):
    reference: str
    text: TextOut
    date: date
    in_force_from: Day | None = Field(alias="inForceFrom")
    in_force_to: Day | None = Field(alias="inForceTo")
    superseded_by: str | None = Field(alias="supersededBy")


class OpenCommitmentOut(Schema):
    id: UUID
    content: TextOut
    measure: TextOut
    deadline: date | None
    responsible: TextOut | None


class OpenPlanOut(NamedOut):
    classification: str
    state: str
    organization: UUID
    start_date: date | None = Field(alias="startDate")
    end_date: date | None = Field(alias="endDate")
    period: TextOut
    course: list[TextOut]
    commitment: list[OpenCommitmentOut]
    web: str


class OpenMeetingLineOut(NamedOut):
    organization: NamedOut
    start: datetime | None
    end: datetime | None
    stated_date: str | None = Field(alias="statedDate")
    stated_date_in_words: TextOut | None = Field(alias="statedDateInWords")
    location: TextOut
    mode: str | None
    web: str
    api: str


class OpenSpeakerOut(Schema):
    name: TextOut
    count: int | None


class OpenPaperOut(NamedOut):
    kind: str
    credit: str
    mime_type: str = Field(alias="mimeType")
    size: int
    access_url: str = Field(alias="accessUrl")


class OpenDecisionOut(Schema):
    """``result`` may be ``not_stated``; ``rule`` is the sentence of the charter that was applied."""

    name: TextOut
    result: str | None
    way: str | None
    in_favour: int | None = Field(alias="for")
    against: int | None
    abstain: int | None
    rule: TextOut | None
    resolution: OpenResolutionOut | None


class OpenAgendaItemOut(NamedOut):
    number: int
    kind: str
    speaker: list[OpenSpeakerOut]
    summary: TextOut | None
    result: TextOut | None
    decision: list[OpenDecisionOut]
    paper: list[OpenPaperOut]


class ParticipantOut(Schema):
    name: TextOut
    title: TextOut
    capacity: TextOut
    organization: TextOut | None
    role: str


class OpenPartyOut(Schema):
    name: TextOut
    role: TextOut


class OpenLetterOut(NamedOut):
    kind: str
    party: list[OpenPartyOut]


class AcknowledgementOut(Schema):
    name: TextOut
    role: str


class OpenMeetingOut(OpenMeetingLineOut):
    """A published meeting with everything that its public page shows."""

    chair: TextOut | None
    attended_at_least: int | None = Field(alias="attendedAtLeast")
    organizations_invited: int | None = Field(alias="organizationsInvited")
    remarks: TextOut
    quorum: TextOut | None
    participant: list[ParticipantOut]
    agenda_item: list[OpenAgendaItemOut] = Field(alias="agendaItem")
    decision: list[OpenDecisionOut]
    paper: list[OpenPaperOut]
    commitment: list[OpenCommitmentOut]
    letter: list[OpenLetterOut]
    acknowledgement: list[AcknowledgementOut]
    source: str


class OpenAssociationOut(NamedOut):
    """An association with everything that its public page shows; OParl calls it a body."""

    short_name: TextOut = Field(alias="shortName")
    classification: str
    state: str
    region: str
    about: TextOut
    is_record: bool = Field(alias="isRecord")
    is_fictional: bool = Field(alias="isFictional")
    source: str
    web: str
    organization: list[OpenBodyOut]
    person: list[OpenPersonOut]
    membership: list[MembershipOut]
    meeting: list[OpenMeetingLineOut]
    plan: list[OpenPlanOut]
    resolution: list[OpenResolutionOut]
    unit: list[UnitOut]
    dues: list[OpenDuesOut]
    branches_stated: int | None = Field(alias="branchesStated")
