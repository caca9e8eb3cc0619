from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from guildhall.meetings.models import Meeting
from guildhall.meetings.schemas.fields import Line, LongLine, Number, Ref, Text, Version


class MeetingDetailsIn(Schema):
    """What can be said of a meeting. Times without a zone are read in the association's."""

    name_zh: Line = ""
    name_en: Line = ""
    mode: Meeting.Mode | Literal[""] = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    reply_by: date | None = None
    place_zh: Line = ""
    place_en: Line = ""
    online_url: Line = ""
    chair_id: UUID | None = None
    recorder_id: UUID | None = None
    remarks_zh: Text = ""
    remarks_en: Text = ""
    stated_date: Line = ""
    stated_attendance: Number | None = None
    stated_invited: Number | None = None


class MeetingIn(MeetingDetailsIn):
    """``entered_afterwards`` makes the record of a meeting that was already held."""

    body_id: UUID
    entered_afterwards: bool = False


class ChangeMeetingIn(MeetingDetailsIn):
    """Only what is given is changed. ``version`` is the one that was read."""

    version: Version


class CancelIn(Schema):
    reason: Line


class PostponeIn(Schema):
    """Without a new start the meeting is postponed until further notice."""

    reason: Line
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    late_reason: LongLine = ""


class MeetingRowOut(Schema):
    """A meeting in a list."""

    id: UUID
    body: Ref
    state: Meeting.State
    name: str
    name_zh: str
    name_en: str
    mode: str
    starts_at: datetime | None
    ends_at: datetime | None
    stated_date: str
    place: str


class ReplyCountsOut(Schema):
    invited: int
    entitled: int
    coming: int
    excused: int
    stand_in: int
    unanswered: int


class MeetingOut(MeetingRowOut):
    place_zh: str
    place_en: str
    online_url: str
    chair: Ref | None
    recorder: Ref | None
    reply_by: date | None
    remarks_zh: str
    remarks_en: str
    entered_afterwards: bool
    stated_attendance: int | None
    stated_invited: int | None
    state_reason: str
    notice_sequence: int
    notice_verdict: dict[str, Any]
    notified_at: datetime | None
    version: int


class SuggestedNameOut(Schema):
    zh: str
    en: str
