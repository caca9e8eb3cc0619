from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from guildhall.accounts.actions import digest_of
from guildhall.accounts.models import Association, User
from guildhall.accounts.queries import user_of_token


class SignedInRequest(HttpRequest):
    """A request that passed ``login_required`` (or the API's authentication)."""

    user: User


class AssociationRequest(SignedInRequest):
    """A signed-in request inside one association that the person belongs to."""

    association: Association


class TokenAuth(HttpBearer):
    """``Authorization: Bearer gh_...`` signs a program in as the person who made the token."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        user = user_of_token(digest_of(token), now=timezone.now())
        if user is not None:
            request.user = user
        return user


def bearer_of(request: HttpRequest) -> str:
    """The token in the request's header, or nothing."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def api_user(request: HttpRequest) -> User | AnonymousUser:
    """Who asks the API, by token or by session."""
    if token := bearer_of(request):
        return user_of_token(digest_of(token), now=timezone.now()) or AnonymousUser()
    return request.user
