"""Amendments, recusals, versions and rules of a motion."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.meetings import actions, queries
from guildhall.meetings.api.references import meant_person
from guildhall.meetings.http import amendment_at, motion_at, recusal_at
from guildhall.meetings.models import Amendment, Recusal
from guildhall.meetings.queries import MotionChange
from guildhall.meetings.schemas.motion import (
    AmendmentIn,
    AmendmentOut,
    MotionRulesOut,
    MotionVersionOut,
    NoteIn,
    RecusalIn,
    RecusalOut,
)

router = AssociationRouter()
MOTION = "meetings/{pk}/motions/{motion_pk}"
AMENDMENT = f"{MOTION}/amendments/{{amendment_pk}}"


@router.get(f"{MOTION}/rules", response=MotionRulesOut)
def motion_rules(request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID) -> dict[str, Any]:
    """What the charter asks for this kind of motion, which ways of deciding it refuses, and who counts now."""
    page = queries.motion_page(motion_at(request, slug, pk, motion_pk), viewer=request.user)
    return page.rules.as_data() | {"now": page.bases}


@router.get(f"{MOTION}/versions", response=list[MotionVersionOut])
@paginate
def motion_versions(request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID) -> list[MotionChange]:
    """Every version of the motion's words, the newest first."""
    return queries.motion_versions(motion_at(request, slug, pk, motion_pk))


@router.get(f"{MOTION}/amendments", response=list[AmendmentOut])
@paginate
def amendment_list(request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID) -> QuerySet[Amendment]:
    return queries.amendment_list(motion_at(request, slug, pk, motion_pk))


@router.post(f"{MOTION}/amendments", response={201: AmendmentOut})
def propose_amendment(
    request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID, data: AmendmentIn
) -> Status[Amendment]:
    """Whoever has a vote proposes for themselves; ``proposer_id`` is heard from those who run the meeting."""
    found = motion_at(request, slug, pk, motion_pk)
    given = data.dict()
    given["proposer"] = meant_person(found.association, given.pop("proposer_id"), "proposer_id")
    return Status(201, actions.propose_amendment(found, **given, actor=request.user))


@router.post(f"{AMENDMENT}/adopt", response=AmendmentOut)
def adopt_amendment(
    request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID, amendment_pk: UUID, data: NoteIn
) -> Amendment:
    """The amendment goes into the motion's text, which becomes its next version."""
    found = amendment_at(request, slug, pk, motion_pk, amendment_pk)
    return actions.adopt_amendment(found, **data.dict(), actor=request.user)


@router.post(f"{AMENDMENT}/reject", response=AmendmentOut)
def reject_amendment(
    request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID, amendment_pk: UUID, data: NoteIn
) -> Amendment:
    found = amendment_at(request, slug, pk, motion_pk, amendment_pk)
    return actions.reject_amendment(found, **data.dict(), actor=request.user)


@router.post(f"{AMENDMENT}/withdraw", response=AmendmentOut)
def withdraw_amendment(
    request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID, amendment_pk: UUID
) -> Amendment:
    found = amendment_at(request, slug, pk, motion_pk, amendment_pk)
    return actions.withdraw_amendment(found, actor=request.user)


@router.get(f"{MOTION}/recusals", response=list[RecusalOut])
@paginate
def recusal_list(request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID) -> QuerySet[Recusal]:
    """Who stays out of the decision, and why."""
    return queries.recusal_list(motion_at(request, slug, pk, motion_pk))


@router.post(f"{MOTION}/recusals", response={201: RecusalOut})
def declare_recusal(
    request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID, data: RecusalIn
) -> Status[Recusal]:
    """Everyone for themselves; whoever runs the meeting for those who said so there."""
    found = motion_at(request, slug, pk, motion_pk)
    related = found.meeting.invitations.standing().select_related("person", "stand_in")
    invitation = get_object_or_404(related, pk=data.invitation)
    made = actions.declare_recusal(found, invitation=invitation, reason=data.reason, actor=request.user)
    return Status(201, made)


@router.post(f"{MOTION}/recusals/{{recusal_pk}}/withdraw", response={204: None})
def withdraw_recusal(
    request: SignedInRequest, slug: str, pk: UUID, motion_pk: UUID, recusal_pk: UUID
) -> Status[None]:
    actions.withdraw_recusal(recusal_at(request, slug, pk, motion_pk, recusal_pk), actor=request.user)
    return Status(204, None)
