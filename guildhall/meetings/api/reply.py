from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.accounts.queries import association_by_slug
from guildhall.meetings import actions, queries
from guildhall.meetings.api.references import with_people
from guildhall.meetings.models import Invitation
from guildhall.meetings.schemas import MyInvitationOut, OwnInvitationOut, ReplyIn

router = AssociationRouter()
public = Router(auth=None)


@router.get("invitations", response=list[MyInvitationOut])
@paginate
def my_invitations(request: SignedInRequest, slug: str) -> QuerySet[Invitation]:
    """One's own invitations, and those that one stands in for."""
    return queries.my_invitations(request.user, find_association(request, slug))


@router.post("invitations/{uuid:invitation_pk}/reply", response=MyInvitationOut)
def my_invitation(request: SignedInRequest, slug: str, invitation_pk: UUID, data: ReplyIn) -> Invitation:
    """Answer one's own invitation."""
    association = find_association(request, slug)
    mine = queries.my_invitations(request.user, association).filter(person__user=request.user)
    invitation = get_object_or_404(mine, pk=invitation_pk)
    given = with_people(association, data.dict(), "stand_in")
    return actions.reply_to_invitation(invitation, actor=request.user, **given)


@public.get("p/{slug}/reply/{token}", response=OwnInvitationOut)
def invitation_by_token(request: HttpRequest, slug: str, token: str) -> Invitation:
    """The invitation behind the link of a mail; needs no sign-in."""
    invitation = queries.invitation_by_token(public_association(slug), token)
    if invitation is None:
        raise Http404
    return invitation


@public.post("p/{slug}/reply/{token}", response=OwnInvitationOut)
def reply_by_link(request: HttpRequest, slug: str, token: str, data: ReplyIn) -> Invitation:
    association = public_association(slug)
    given = with_people(association, data.dict(), "stand_in")
    return actions.reply_by_link(association, token, **given)


def public_association(slug: str) -> Association:
    association = association_by_slug(slug)
    if association is None:
        raise Http404
    return association
