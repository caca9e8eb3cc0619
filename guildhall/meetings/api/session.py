from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.commitments.models import Commitment
from guildhall.meetings import actions, queries
from guildhall.meetings.http import motion_at, sitting_at
from guildhall.meetings.models import AgendaItem, Meeting, Motion, Resolution, SessionStep
from guildhall.meetings.queries import Session
from guildhall.meetings.schemas.motion import ChangeMotionIn
from guildhall.meetings.schemas.session import (
    DecisionIn,
    MotionIn,
    MotionOut,
    MotionResultIn,
    PromiseIn,
    PromiseOut,
    PublicationIn,
    ReasonIn,
    ResolutionIn,
    ResolutionOut,
    SessionOut,
    SessionStepOut,
    ShowResolutionIn,
    SittingOut,
)
from guildhall.registry.models import Organization, Person

router = AssociationRouter()
MEETING = "meetings/{pk}/"
MOTION = "meetings/{pk}/motions/{motion_pk}"


@router.get(f"{MEETING}session", response=SessionOut)
def session(request: SignedInRequest, slug: str, pk: UUID) -> Session:
    """Which item, who is there, what waits for decision."""
    return queries.session_of(sitting_at(request, slug, pk), viewer=request.user)


@router.post(f"{MEETING}open", response=SittingOut)
def open_meeting(request: SignedInRequest, slug: str, pk: UUID) -> Meeting:
    return actions.open_meeting(sitting_at(request, slug, pk), actor=request.user)


@router.post(f"{MEETING}adjourn", response=SittingOut)
def adjourn_meeting(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Meeting:
    return actions.adjourn_meeting(sitting_at(request, slug, pk), **data.dict(), actor=request.user)


@router.post(f"{MEETING}resume", response=SittingOut)
def resume_meeting(request: SignedInRequest, slug: str, pk: UUID) -> Meeting:
    return actions.resume_meeting(sitting_at(request, slug, pk), actor=request.user)


@router.post(f"{MEETING}close", response=SittingOut)
def close_meeting(request: SignedInRequest, slug: str, pk: UUID) -> Meeting:
    return actions.close_meeting(sitting_at(request, slug, pk), actor=request.user)


@router.post(f"{MEETING}agenda/{{item_pk}}/call", response=SessionStepOut)
def call_item(request: SignedInRequest, slug: str, pk: UUID, item_pk: UUID) -> SessionStep:
    item = _item(sitting_at(request, slug, pk), item_pk)
    return actions.call_item(item, actor=request.user)


@router.get(f"{MEETING}motions", response=list[MotionOut])
@paginate
def motions(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Motion]:
    return queries.motion_list(sitting_at(request, slug, pk))


@router.post(f"{MEETING}motions", response={201: MotionOut})
def put_motion(request: SignedInRequest, slug: str, pk: UUID, data: MotionIn) -> Status[Motion]:
    meeting = sitting_at(request, slug, pk)
    motion = actions.put_motion(meeting, **_details(meeting, data), actor=request.user)
    return Status(201, motion)


@router.get(MOTION, response=MotionOut)
def motion(request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID) -> Motion:
    return motion_at(request, slug, pk, motion_pk)


@router.put(MOTION, response=MotionOut)
def change_motion(
    request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID, data: ChangeMotionIn
) -> Motion:
    found = motion_at(request, slug, pk, motion_pk)
    return actions.change_motion(found, **_details(found.meeting, data), actor=request.user)


@router.post(f"{MOTION}/decide", response=MotionOut)
def decide_motion(request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID, data: DecisionIn) -> Motion:
    found = motion_at(request, slug, pk, motion_pk)
    return actions.decide_motion(found, **data.dict(), actor=request.user)


@router.post(f"{MOTION}/result", response=MotionOut)
def enter_motion_result(
    request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID, data: MotionResultIn
) -> Motion:
    found = motion_at(request, slug, pk, motion_pk)
    return actions.enter_motion_result(found, **data.dict(), actor=request.user)


@router.post(f"{MOTION}/withdraw", response=MotionOut)
def withdraw_motion(request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID) -> Motion:
    return actions.withdraw_motion(motion_at(request, slug, pk, motion_pk), actor=request.user)


@router.post(f"{MOTION}/resolution", response={201: ResolutionOut})
def number_resolution(
    request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID, data: ResolutionIn
) -> Status[Resolution]:
    found = motion_at(request, slug, pk, motion_pk)
    return Status(201, actions.number_resolution(found, **data.dict(), actor=request.user))


@router.post(f"{MOTION}/resolution/show", response=ResolutionOut)
def show_resolution(
    request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID, data: ShowResolutionIn
) -> Resolution:
    found = motion_at(request, slug, pk, motion_pk)
    resolution = get_object_or_404(Resolution.objects.select_related("meeting__association"), motion=found)
    return actions.show_resolution(resolution, **data.dict(), actor=request.user)


@router.get(f"{MEETING}commitments", response=list[PromiseOut])
@paginate
def meeting_commitments(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Commitment]:
    """What was promised in the meeting."""
    return queries.meeting_commitments(sitting_at(request, slug, pk))


@router.post(f"{MEETING}commitments", response={201: PromiseOut})
def commit_to(request: SignedInRequest, slug: str, pk: UUID, data: PromiseIn) -> Status[Commitment]:
    meeting = sitting_at(request, slug, pk)
    given = data.dict()
    origin = queries.origin_in(meeting, given.pop("origin"))
    for name, rows in (("responsible", Person), ("lead", Organization)):
        known = rows.objects.filter(association=meeting.association_id)
        given[name] = get_object_or_404(known, pk=given[name]) if given[name] else None
    if origin is None:
        raise Http404
    return Status(201, actions.commit_to(origin, **given, actor=request.user))


@router.post(f"{MEETING}publish", response=SittingOut)
def publish_meeting(request: SignedInRequest, slug: str, pk: UUID, data: PublicationIn) -> Meeting:
    return actions.publish_meeting(sitting_at(request, slug, pk), **data.dict(), actor=request.user)


@router.post(f"{MEETING}withdraw", response=SittingOut)
def withdraw_publication(request: SignedInRequest, slug: str, pk: UUID) -> Meeting:
    return actions.withdraw_publication(sitting_at(request, slug, pk), actor=request.user)


def _item(meeting: Meeting, item_pk: UUID | None) -> AgendaItem:
    item = get_object_or_404(meeting.agenda, pk=item_pk)
    item.meeting = meeting
    return item


def _details(meeting: Meeting, data: MotionIn) -> dict[str, Any]:
    return data.dict() | {"item": _item(meeting, data.item) if data.item else None}
