from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from guildhall.meetings.models import Invitation
from guildhall.meetings.queries import Filling, NoticeCheck
from guildhall.meetings.schemas.fields import Line, LongLine, Ref
from guildhall.meetings.schemas.meeting import MeetingRowOut
from guildhall.registry.queries import RosterLine


class ChangeInvitationIn(Schema):
    role: Invitation.Role
    capacity_zh: Line = ""
    capacity_en: Line = ""


class InviteIn(ChangeInvitationIn):
    person_id: UUID
    role: Invitation.Role = Invitation.Role.GUEST


class WithdrawIn(Schema):
    reason: Line = ""


class ReplyIn(Schema):
    """``reason`` for an excuse, or the letter that names the stand-in."""

    reply: Literal["coming", "excused", "stand_in"]
    reason: Line = ""
    stand_in_id: UUID | None = None


class ToldIn(Schema):
    how: Line


class NoticeIn(Schema):
    late_reason: LongLine = ""
    special_reason: LongLine = ""


class InvitationOut(Schema):
    id: UUID
    person: Ref
    organization: Ref | None
    seat_id: UUID | None
    capacity: str
    capacity_zh: str
    capacity_en: str
    role: Invitation.Role
    rank: int
    reply: Invitation.Reply
    reason: str
    stand_in: Ref | None
    replied_at: datetime | None
    notified_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_reason: str


class MyInvitationOut(InvitationOut):
    meeting: MeetingRowOut


class OwnInvitationOut(Schema):
    """What the link of the mail shows: this one invitation, and no mail address of anybody."""

    meeting: MeetingRowOut
    person: Ref
    role: Invitation.Role
    capacity: str
    reply: Invitation.Reply
    reason: str
    stand_in: Ref | None


class RosterRowOut(Schema):
    person: Ref | None
    organization: Ref | None
    label: str
    votes: bool

    @staticmethod
    def resolve_label(line: RosterLine) -> str:
        return line.label


class FillingOut(Schema):
    """What filling does: ``vacant`` seats have nobody to invite, ``doubled`` are second seats of one person."""

    new: list[RosterRowOut]
    kept: int
    left: list[InvitationOut]
    vacant: list[RosterRowOut]
    doubled: list[RosterRowOut]

    @staticmethod
    def resolve_kept(filling: Filling) -> int:
        return len(filling.kept)


class NoticeCheckOut(Schema):
    missing: list[str]
    verdict: dict[str, Any] | None
    changed: list[str]
    is_first: bool
    is_late: bool
    form_refusal: dict[str, Any] | None
    waiting: int
    unreachable: list[InvitationOut]

    @staticmethod
    def resolve_verdict(check: NoticeCheck) -> dict[str, Any] | None:
        return check.verdict.as_data() if check.verdict else None

    @staticmethod
    def resolve_form_refusal(check: NoticeCheck) -> dict[str, Any] | None:
        return check.form_refusal.as_data() if check.form_refusal else None


class RunOut(Schema):
    """The background run that tells people; ask ``jobs/{id}`` how far it is."""

    id: UUID
    state: str
    done_count: int
    total_count: int | None


class RemindedOut(Schema):
    reminded: int


class FeedOut(Schema):
    """The address for a calendar program, shown this once."""

    url: str
