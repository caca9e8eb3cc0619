from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from guildhall.core.errors import RuleError
from guildhall.core.requests import request_memory
from guildhall.core.views import method_not_allowed

NOT_POSSIBLE = 405
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RuleErrorMiddleware:
    """Turns a refused rule into a readable page, in one place."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, RuleError):
            return None
        return render(request, "core/refused.html", {"error": error}, status=error.status)


class MethodMiddleware:
    """Says in a sentence what an address does not do; the framework would answer with nothing to read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        return method_not_allowed(request, answer["Allow"]) if answer.status_code == NOT_POSSIBLE else answer


class RequestMemoryMiddleware:
    """Lets queries remember within one request what cannot change during it (see core.requests)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with request_memory():
            return self.get_response(request)
