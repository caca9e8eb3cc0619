from typing import Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.core.errors import InvalidError
from guildhall.meetings import actions, queries
from guildhall.meetings.api.references import (
    meant_person,
    the_invitation,
    the_meeting,
    the_prepared_meeting,
    with_people,
)
from guildhall.meetings.models import Invitation
from guildhall.meetings.queries import Filling
from guildhall.meetings.schemas import (
    ChangeInvitationIn,
    FillingOut,
    InvitationOut,
    InviteIn,
    RemindedOut,
    ReplyIn,
    ToldIn,
    WithdrawIn,
)

router = AssociationRouter()
INVITATIONS = "meetings/{uuid:pk}/invitations"
INVITATION = f"{INVITATIONS}/{{uuid:invitation_pk}}"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get(INVITATIONS, response=list[InvitationOut])
@paginate
def invitation_list(
    request: SignedInRequest,
    slug: str,
    pk: UUID,
    reply: Literal["", "none", "coming", "excused", "stand_in"] = "",
    role: Literal["", "voting", "non_voting", "guest", "staff"] = "",
    words: str = "",
) -> QuerySet[Invitation]:
    """The invited by rank; those who do not read the body's meetings find only their own invitation."""
    meeting = the_meeting(request, slug, pk)
    return queries.invitation_list(meeting, viewer=request.user, reply=reply, role=role, words=words)


@router.get(f"{INVITATIONS}/sheet")
def invitation_sheet(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """The list of the invited as an Excel file."""
    meeting = the_meeting(request, slug, pk)
    return HttpResponse(queries.invitation_sheet(meeting, viewer=request.user), content_type=SHEET)


@router.post(INVITATIONS, response={201: InvitationOut})
def invite_person(request: SignedInRequest, slug: str, pk: UUID, data: InviteIn) -> Status[Invitation]:
    meeting = the_prepared_meeting(request, slug, pk)
    given = data.dict()
    person = meant_person(meeting.association, given.pop("person_id"), "person_id")
    if person is None:
        raise InvalidError("person_id", code="missing")
    return Status(201, actions.invite_person(meeting, person, **given, actor=request.user))


@router.get(f"{INVITATIONS}/filling", response=FillingOut | None)
def filling_of(request: SignedInRequest, slug: str, pk: UUID) -> Filling | None:
    """What filling from the roster of the day would change; null while the day is not known."""
    return queries.filling_of(the_prepared_meeting(request, slug, pk))


@router.post(f"{INVITATIONS}/fill", response=FillingOut)
def fill_invitations(request: SignedInRequest, slug: str, pk: UUID) -> Filling:
    return actions.fill_invitations(the_prepared_meeting(request, slug, pk), actor=request.user)


@router.post(f"{INVITATIONS}/remind", response=RemindedOut)
def remind_unanswered(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, int]:
    meeting = the_prepared_meeting(request, slug, pk)
    return {"reminded": actions.remind_unanswered(meeting, actor=request.user)}


@router.patch(INVITATION, response=InvitationOut)
def change_invitation(
    request: SignedInRequest, slug: str, pk: UUID, invitation_pk: UUID, data: ChangeInvitationIn
) -> Invitation:
    invitation = the_invitation(request, slug, pk, invitation_pk)
    return actions.change_invitation(invitation, **data.dict(), actor=request.user)


@router.post(f"{INVITATION}/withdraw", response={204: None})
def withdraw_invitation(
    request: SignedInRequest, slug: str, pk: UUID, invitation_pk: UUID, data: WithdrawIn
) -> Status[None]:
    invitation = the_invitation(request, slug, pk, invitation_pk)
    actions.withdraw_invitation(invitation, reason=data.reason, actor=request.user)
    return Status(204, None)


@router.post(f"{INVITATION}/reply", response=InvitationOut)
def reply_to_invitation(
    request: SignedInRequest, slug: str, pk: UUID, invitation_pk: UUID, data: ReplyIn
) -> Invitation:
    """The secretariat answers for one of the invited."""
    invitation = the_invitation(request, slug, pk, invitation_pk)
    given = with_people(invitation.association, data.dict(), "stand_in")
    return actions.reply_to_invitation(invitation, actor=request.user, **given)


@router.post(f"{INVITATION}/told", response=InvitationOut)
def note_told(request: SignedInRequest, slug: str, pk: UUID, invitation_pk: UUID, data: ToldIn) -> Invitation:
    """Somebody without mail and sign-in was told in another way."""
    invitation = the_invitation(request, slug, pk, invitation_pk)
    return actions.note_told(invitation, how=data.how, actor=request.user)
