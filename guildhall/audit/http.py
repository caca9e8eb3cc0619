"""Pages that are asked for far more often than anything on them changes."""

import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

from guildhall.accounts.http import AssociationRequest
from guildhall.audit.keeping import kept
from guildhall.core.navigation import shell

Params = ParamSpec("Params")
OK = 200
FAST = 1  # pages shrink to a sixth; more would cost more than it saves
View = Callable[Concatenate[AssociationRequest, Params], HttpResponse]


def kept_until_changed(view: View[Params]) -> View[Params]:
    """For pages that only read: the same reader gets the same page again while nothing was changed.

    Goes below ``@at_association``. A page is kept for one reader, session, language and address, a minute
    at most, since lights and "in 10 minutes" follow the clock. A page that carries a message, or whose
    answer is anything but 200, is not kept.
    """

    @wraps(view)
    def inner(request: AssociationRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        if get_messages(request):
            return view(request, *args, **kwargs)
        fresh: list[HttpResponse] = []

        def ask() -> tuple[bytes, dict[str, str]] | None:
            fresh.append(answer := view(request, *args, **kwargs))
            if answer.status_code != OK:
                return None
            return zlib.compress(answer.content, FAST), dict(answer.headers)

        page = kept(request.association, ("page", *_reader(request)), ask)
        if fresh or page is None:
            return fresh[0] if fresh else view(request, *args, **kwargs)
        return HttpResponse(zlib.decompress(page[0]), headers=page[1])

    return inner


def _reader(request: AssociationRequest) -> tuple[Any, ...]:
    """Everything beside the association's state that a page shows or hides by."""
    get_token(request)  # what forms on the page carry belongs to this reader's cookie
    return (
        str(request.user.pk),
        str(request.user),
        request.META.get("CSRF_COOKIE", ""),
        get_language(),
        request.build_absolute_uri(),
        request.headers.get("HX-Target", "") if request.headers.get("HX-Request") else None,
        shell.count_unread(request.user) if shell.count_unread else 0,
        timezone.now().replace(second=0, microsecond=0).isoformat(),
    )
