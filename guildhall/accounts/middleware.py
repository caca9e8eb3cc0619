import hashlib
import re
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from guildhall.accounts.http import api_user
from guildhall.accounts.models import IdempotentAnswer, User
from guildhall.core.errors import InvalidError

# Addresses whose writes happen once by themselves and of which nothing may be kept.
_never_kept: list[re.Pattern[str]] = []
GetResponse = Callable[[HttpRequest], HttpResponseBase]


def keep_nothing_of(address: str) -> None:
    """Called at start by rooms whose writes must leave nothing behind: what is sent there, answered, or hashed of it.

    ``address`` is a regular expression for the end of the path.
    """
    _never_kept.append(re.compile(f"(?:{address})$"))


def is_kept(path: str) -> bool:
    return not any(pattern.search(path) for pattern in _never_kept)


class IdempotencyMiddleware:
    """A write to the API with an ``Idempotency-Key`` happens once; repeated, it gets the first answer again.

    The key is stored in the write's own transaction: a crash leaves both or neither, and of two at
    once the second waits for the first. A refused write stores nothing and may be tried again.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.headers.get("Idempotency-Key", "")
        if not key or request.method in ("GET", "HEAD", "OPTIONS") or not request.path.startswith("/api/"):
            return self.get_response(request)
        if not is_kept(request.path):
            return self.get_response(request)
        user = api_user(request)
        if isinstance(user, AnonymousUser):
            return self.get_response(request)
        if len(key) > 200:
            return problem(
                InvalidError(_("The Idempotency-Key is longer than 200 characters."), code="key_too_long")
            )
        return self._answer_once(request, user, key)

    def _answer_once(self, request: HttpRequest, user: User, key: str) -> HttpResponseBase:
        asked = fingerprint(request)
        with transaction.atomic():
            try:
                with transaction.atomic():
                    answer = IdempotentAnswer.objects.create(user=user, key=key, request_hash=asked)
            except IntegrityError:
                return repeated(IdempotentAnswer.objects.get(user=user, key=key), asked)
            response = self.get_response(request)
            if response.status_code >= 400 or not isinstance(response, HttpResponse):
                transaction.set_rollback(True)
                return response
            answer.status, answer.body = response.status_code, response.content.decode()
            answer.save(update_fields=["status", "body"])
        return response


def fingerprint(request: HttpRequest) -> str:
    """What makes two requests the same: address and content; of an upload, which is not read here, its length."""
    is_upload = (request.content_type or "") == "multipart/form-data"
    content = request.headers.get("Content-Length", "").encode() if is_upload else request.body
    return hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + content).hexdigest()


def repeated(answer: IdempotentAnswer, asked: str) -> HttpResponse:
    if answer.request_hash != asked:
        return problem(
            InvalidError(_("This Idempotency-Key was used for another request."), code="key_used_otherwise")
        )
    response = HttpResponse(answer.body, status=answer.status, content_type="application/json; charset=utf-8")
    response["Idempotency-Replayed"] = "true"
    return response


def problem(error: InvalidError) -> HttpResponse:
    return JsonResponse(error.as_problem(), status=error.status, content_type="application/problem+json")
