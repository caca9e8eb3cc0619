from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from ninja.pagination import paginate

from guildhall.accounts import actions, queries
from guildhall.accounts.http import SignedInRequest
from guildhall.accounts.models import ApiToken, User
from guildhall.accounts.schemas import MeIn, MeOut, NewTokenOut, SessionOut, TokenIn, TokenOut

router = Router()


@router.get("me", response=MeOut)
def profile(request: SignedInRequest) -> dict[str, Any]:
    """Who is signed in, and the associations that know this person."""
    return me(request.user)


@router.put("me", response=MeOut)
def change_profile(request: SignedInRequest, data: MeIn) -> dict[str, Any]:
    return me(actions.change_profile(**data.dict(), actor=request.user))


@router.get("me/tokens", response=list[TokenOut])
@paginate
def token_list(request: SignedInRequest) -> QuerySet[ApiToken]:
    return queries.tokens_of(request.user)


@router.post("me/tokens", response={201: NewTokenOut})
def make_token(request: SignedInRequest, data: TokenIn) -> Status[dict[str, Any]]:
    """The secret is in this answer and never shown again."""
    token, secret = actions.make_token(**data.dict(), actor=request.user)
    return Status(201, {"token": token, "secret": secret})


@router.post("me/tokens/{pk}/revoke", response=TokenOut)
def revoke_token(request: SignedInRequest, pk: UUID) -> ApiToken:
    token = get_object_or_404(queries.tokens_of(request.user), pk=pk)
    actions.revoke_token(token, actor=request.user)
    return token


@router.get("me/sessions", response=list[SessionOut])
@paginate
def session_list(request: SignedInRequest) -> QuerySet[UserSession]:
    """Where one is signed in."""
    return queries.sessions_of(request.user)


@router.post("me/sessions/{int:pk}/end", response={204: None})
def end_session(request: SignedInRequest, pk: int) -> Status[None]:
    session = get_object_or_404(queries.sessions_of(request.user), pk=pk)
    actions.end_session(session, actor=request.user)
    return Status(204, None)


def me(user: User) -> dict[str, Any]:
    return {
        "id": user.pk,
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "associations": list(queries.associations_of(user)),
    }
