from typing import Literal
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.core.sentences import Sentence
from guildhall.meetings import actions, queries
from guildhall.meetings.api.references import the_meeting, with_people
from guildhall.meetings.models import Meeting
from guildhall.meetings.queries import ReplyCounts
from guildhall.meetings.schemas import (
    CancelIn,
    ChangeMeetingIn,
    MeetingIn,
    MeetingOut,
    MeetingRowOut,
    PostponeIn,
    ReplyCountsOut,
    SuggestedNameOut,
)
from guildhall.meetings.schemas.fields import Day
from guildhall.registry.models import Body

router = AssociationRouter()


@router.get("meetings", response=list[MeetingRowOut])
@paginate
def meeting_list(
    request: SignedInRequest,
    slug: str,
    when: Literal["upcoming", "past"] = "upcoming",
    body_id: UUID | None = None,
) -> QuerySet[Meeting]:
    """Meetings to be held, the next first; or held, the last first."""
    return queries.meeting_list(request.user, find_association(request, slug), when=when, body=body_id)


@router.post("meetings", response={201: MeetingOut})
def convene_meeting(request: SignedInRequest, slug: str, data: MeetingIn) -> Status[Meeting]:
    association = find_association(request, slug)
    given = with_people(association, data.dict(exclude_unset=True), "chair", "recorder")
    body = get_object_or_404(Body.objects.filter(association=association), pk=given.pop("body_id"))
    return Status(201, actions.convene_meeting(body, **given, actor=request.user))


@router.get("meetings/suggested-name", response=SuggestedNameOut)
def suggested_name(request: SignedInRequest, slug: str, body_id: UUID, on: Day | None = None) -> Sentence:
    """What a meeting of the body on that day is called by custom (二届二次会长办公会)."""
    body = get_object_or_404(Body.objects.filter(association=find_association(request, slug)), pk=body_id)
    return queries.suggested_name(body, on or timezone.localdate())


@router.get("meetings/{uuid:pk}", response=MeetingOut)
def meeting(request: SignedInRequest, slug: str, pk: UUID) -> Meeting:
    return the_meeting(request, slug, pk)


@router.patch("meetings/{uuid:pk}", response=MeetingOut)
def change_meeting(request: SignedInRequest, slug: str, pk: UUID, data: ChangeMeetingIn) -> Meeting:
    found = the_meeting(request, slug, pk)
    given = with_people(found.association, data.dict(exclude_unset=True), "chair", "recorder")
    return actions.change_meeting(found, **given, actor=request.user)


@router.post("meetings/{uuid:pk}/cancel", response=MeetingOut)
def cancel_meeting(request: SignedInRequest, slug: str, pk: UUID, data: CancelIn) -> Meeting:
    return actions.cancel_meeting(the_meeting(request, slug, pk), **data.dict(), actor=request.user)


@router.post("meetings/{uuid:pk}/postpone", response=MeetingOut)
def postpone_meeting(request: SignedInRequest, slug: str, pk: UUID, data: PostponeIn) -> Meeting:
    return actions.postpone_meeting(the_meeting(request, slug, pk), **data.dict(), actor=request.user)


@router.get("meetings/{uuid:pk}/replies", response=ReplyCountsOut)
def reply_counts(request: SignedInRequest, slug: str, pk: UUID) -> ReplyCounts:
    """How many are invited, entitled to vote, coming, excused, sending a stand-in, and silent."""
    return queries.reply_counts(the_meeting(request, slug, pk))
