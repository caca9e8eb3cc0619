"""The endpoints of live meetings, below ``a/{slug}/``."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.live import actions, queries
from guildhall.live.http import invitation_asking, live_at, turn_at
from guildhall.live.models import Turn
from guildhall.live.queries import LiveState
from guildhall.live.schemas import (
    AskIn,
    LiveOut,
    MoveTurnIn,
    ScreenLinkOut,
    SpeakingTimeIn,
    SpeakingTimeOut,
    TurnOut,
    VersionOut,
)
from guildhall.meetings.http import sitting_at

router = AssociationRouter()
MEETING = "meetings/{pk}/"
TURN = "meetings/{pk}/floor/{turn_pk}/"


@router.get(f"{MEETING}live", response=LiveOut)
def live(request: SignedInRequest, slug: str, pk: UUID) -> LiveState:
    """Which item, who is there, what is voted on, who speaks."""
    meeting, kind = live_at(request, slug, pk)
    return queries.live_state(meeting, for_guest=kind == "guest")


@router.get(f"{MEETING}live/version", response=VersionOut)
def live_version(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, str]:
    """Another word after every change: ask often, and for the rest only when it changed."""
    meeting, _kind = live_at(request, slug, pk)
    return {"version": queries.live_version(meeting)}


@router.get(f"{MEETING}floor", response=list[TurnOut])
@paginate
def turn_list(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Turn]:
    """Who speaks, who waits, who has spoken."""
    return queries.turn_list(sitting_at(request, slug, pk))


@router.post(f"{MEETING}floor", response={201: TurnOut})
def ask_for_floor(request: SignedInRequest, slug: str, pk: UUID, data: AskIn) -> Status[Turn]:
    meeting, _kind = live_at(request, slug, pk)
    invitation = invitation_asking(request.user, meeting, data.invitation)
    return Status(201, actions.ask_for_floor(invitation, actor=request.user))


@router.post(f"{TURN}withdraw", response=TurnOut)
def withdraw_turn(request: SignedInRequest, slug: str, pk: UUID, turn_pk: UUID) -> Turn:
    return actions.withdraw_turn(turn_at(request, slug, pk, turn_pk), actor=request.user)


@router.post(f"{TURN}call", response=TurnOut)
def call_speaker(request: SignedInRequest, slug: str, pk: UUID, turn_pk: UUID) -> Turn:
    return actions.call_speaker(turn_at(request, slug, pk, turn_pk), actor=request.user)


@router.post(f"{TURN}stop", response=TurnOut)
def stop_speaker(request: SignedInRequest, slug: str, pk: UUID, turn_pk: UUID) -> Turn:
    return actions.stop_speaker(turn_at(request, slug, pk, turn_pk), actor=request.user)


@router.post(f"{TURN}move", response=TurnOut)
def move_turn(request: SignedInRequest, slug: str, pk: UUID, turn_pk: UUID, data: MoveTurnIn) -> Turn:
    return actions.move_turn(turn_at(request, slug, pk, turn_pk), to=data.to, actor=request.user)


@router.put(f"{MEETING}speaking-time", response=SpeakingTimeOut)
def set_speaking_time(
    request: SignedInRequest, slug: str, pk: UUID, data: SpeakingTimeIn
) -> dict[str, object]:
    meeting = sitting_at(request, slug, pk)
    item = get_object_or_404(meeting.agenda, pk=data.item) if data.item else None
    actions.set_speaking_time(meeting, item=item, seconds=data.seconds, actor=request.user)
    return data.dict()


@router.post(f"{MEETING}screen-link", response={201: ScreenLinkOut})
def make_screen_link(request: SignedInRequest, slug: str, pk: UUID) -> Status[dict[str, str]]:
    """A new address for the screen in the hall; an earlier one stops working."""
    key = actions.make_screen_link(sitting_at(request, slug, pk), actor=request.user)
    path = reverse("public_live:screen_by_link", args=(slug, key))
    return Status(201, {"url": request.build_absolute_uri(path)})


@router.delete(f"{MEETING}screen-link", response={204: None})
def end_screen_link(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    actions.end_screen_link(sitting_at(request, slug, pk), actor=request.user)
    return Status(204, None)
