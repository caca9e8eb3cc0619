from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from ninja import Router
from ninja.security import HttpBearer

from guildhall.accounts.actions import digest_of
from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import powers_of
from guildhall.accounts.queries import association_by_slug, user_of_token

Params = ParamSpec("Params")


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


def find_association(request: HttpRequest, slug: str) -> Association:
    """The association of that address if the signed-in person belongs to it, else 404.

    From here on the request's clock runs in the association's time zone.
    """
    association = association_by_slug(slug)
    if association is None or not powers_of(cast(SignedInRequest, request).user, association).belongs:
        raise Http404
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    return association


def at_association(
    view: Callable[Concatenate[AssociationRequest, Params], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """For work pages below ``/a/<slug>/``: signed in, belongs there; sets ``request.association``."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        find_association(request, slug)
        return view(cast(AssociationRequest, request), *args, **kwargs)

    return inner


class AssociationRouter(Router):
    """Endpoints of one association, below ``a/{slug}/``; each takes ``slug: str`` first."""

    def api_operation(self, methods: list[str], path: str, **options: Any) -> Callable[[Any], Any]:
        return super().api_operation(methods, f"a/{{slug}}/{path}", **options)


def counted(request: HttpRequest, what: str) -> int:
    """How often something was counted for the reader's address within its time: for slowing down those who guess."""
    return int(cache.get(_key(request, what), 0))


def count(request: HttpRequest, what: str, *, seconds: int) -> int:
    """Count it once more; how often comes back. The time runs from the first."""
    key = _key(request, what)
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # the time ended between the two lines
        cache.add(key, 1, timeout=seconds)
        return 1


def _key(request: HttpRequest, what: str) -> str:
    return f"{what}.{get_adapter(request).get_client_ip(request)}"
