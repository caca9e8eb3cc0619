from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from guildhall.meetings.models import AgendaItem, Paper, Speaker, Sponsor
from guildhall.meetings.queries import AgendaLine
from guildhall.meetings.schemas.fields import Line, LongLine, Ref, Text, Version


class SpeakerIn(Schema):
    """A person, or words where nobody is named; ``count`` where it says how many."""

    person_id: UUID | None = None
    words_zh: Line = ""
    words_en: Line = ""
    count: Annotated[int, Field(ge=1, le=10_000)] | None = None


class ItemIn(Schema):
    kind: AgendaItem.Kind = AgendaItem.Kind.REPORT
    title_zh: LongLine = ""
    title_en: LongLine = ""
    minutes_planned: Annotated[int, Field(ge=1, le=1440)] | None = None
    speakers: Annotated[list[SpeakerIn], Field(max_length=40)] = []


class ChangeItemIn(ItemIn):
    """Only what is given is changed; ``speakers`` replace the earlier ones."""

    version: Version


class ResultIn(Schema):
    summary_zh: Text = ""
    summary_en: Text = ""
    result_zh: LongLine = ""
    result_en: LongLine = ""
    version: Version


class MoveIn(Schema):
    to: Literal["up", "down"]


class OrderIn(Schema):
    """Every item of the agenda, once, in the new order."""

    order: Annotated[list[UUID], Field(max_length=500)]


class SpeakerOut(Schema):
    person: Ref | None
    organization: Ref | None
    words_zh: str
    words_en: str
    count: int | None

    @classmethod
    def of(cls, speaker: Speaker) -> "SpeakerOut":
        person = speaker.person
        unit = person.organization if person else None
        return cls(
            person=Ref(id=person.pk, name=person.name) if person else None,
            organization=Ref(id=unit.pk, name=unit.name) if unit else None,
            words_zh=speaker.words_zh,
            words_en=speaker.words_en,
            count=speaker.count,
        )


class PaperOut(Schema):
    """``url`` opens the file for the one who asked, for some hours."""

    id: UUID
    kind: Paper.Kind
    item_id: UUID | None
    title_zh: str
    title_en: str
    credit: str
    visibility: Paper.Visibility
    name: str
    media_type: str
    size: int
    url: str


class AgendaLineOut(Schema):
    id: UUID
    number: int
    kind: str
    title: str
    title_zh: str
    title_en: str
    minutes_planned: int | None
    starts: datetime | None
    ends: datetime | None
    speakers: list[SpeakerOut]
    summary_zh: str
    summary_en: str
    result_zh: str
    result_en: str
    version: int

    @classmethod
    def of(cls, line: AgendaLine) -> "AgendaLineOut":
        item = line.item
        own = ("number", "starts", "ends", "speakers")
        fields = {name: getattr(item, name) for name in cls.model_fields if name not in own}
        speakers = [SpeakerOut.of(speaker) for speaker in line.speakers]
        return cls(**fields, number=line.number, starts=line.starts, ends=line.ends, speakers=speakers)


class ChangePaperIn(Schema):
    """Only what is given is changed."""

    item_id: UUID | None = None
    title_zh: Line = ""
    title_en: Line = ""
    credit: Annotated[Line, Field(max_length=100)] = ""
    visibility: Paper.Visibility = Paper.Visibility.PARTICIPANTS


class PaperIn(ChangePaperIn):
    kind: Paper.Kind = Paper.Kind.PAPER


class SponsorIn(Schema):
    role: Sponsor.Role = Sponsor.Role.SPONSOR
    name_zh: Line = ""
    name_en: Line = ""


class SponsorOut(Schema):
    id: UUID
    role: Sponsor.Role
    name: str
    name_zh: str
    name_en: str
