from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from guildhall.core.errors import InvalidError
from guildhall.documents.actions import too_large

GetResponse = Callable[[HttpRequest], HttpResponseBase]
BESIDES_THE_FILE = 1 << 20


class UploadLimitMiddleware:
    """Answers 413 to a body that must be longer than any file may be, before a byte of it is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        if announced.isdecimal() and int(announced) > settings.UPLOAD_LIMIT + BESIDES_THE_FILE:
            return refusal(request, too_large())
        return self.get_response(request)


def refusal(request: HttpRequest, error: InvalidError) -> HttpResponse:
    if request.path.startswith("/api/"):
        content = error.as_problem() | {"status": 413}
        return JsonResponse(content, status=413, content_type="application/problem+json")
    return render(request, "core/refused.html", {"error": error}, status=413)
