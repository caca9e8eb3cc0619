from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Status

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.meetings import actions, queries
from guildhall.meetings.actions import Receipt, Report
from guildhall.meetings.http import invitation_of_key, sitting_at, sitting_at_the_door
from guildhall.meetings.models import AttendanceEvent
from guildhall.meetings.queries import OwnAttendance, Presence
from guildhall.meetings.schemas.attendance import (
    AttendanceEventOut,
    AttendanceIn,
    CheckInIn,
    OwnAttendanceOut,
    PresenceOut,
    ReceiptOut,
)

router = AssociationRouter()


@router.get("meetings/{pk}/attendance", response=PresenceOut)
def attendance(request: SignedInRequest, slug: str, pk: UUID) -> Presence:
    """Who is there now, whether that is a quorum, and how it came to that."""
    return queries.presence_of(sitting_at(request, slug, pk))


@router.post("meetings/{pk}/attendance", response=ReceiptOut)
def record_attendance(request: SignedInRequest, slug: str, pk: UUID, data: AttendanceIn) -> Receipt:
    """What a device at the door saw. Safe to repeat until it is answered."""
    events = [Report(**event.dict()) for event in data.events]
    return actions.record_attendance(
        sitting_at_the_door(request, slug, pk), events=events, actor=request.user
    )


@router.get("check-in/{key}", response=OwnAttendanceOut, auth=None)
def own_attendance(request: HttpRequest, slug: str, key: str) -> OwnAttendance:
    """What the holder of an invitation's code sees. Needs no sign-in."""
    return queries.own_attendance(invitation_of_key(request, slug, key), at=timezone.now())


@router.post("check-in/{key}", response={201: AttendanceEventOut}, auth=None)
def check_in(request: HttpRequest, slug: str, key: str, data: CheckInIn) -> Status[AttendanceEvent]:
    """Check in, or out, with the code of one's invitation. Needs no sign-in; safe to repeat."""
    invitation = invitation_of_key(request, slug, key)
    given = data.dict()
    event = actions.check_in(invitation, **given, key=invitation.check_in_key, actor=None)
    return Status(201, event)
