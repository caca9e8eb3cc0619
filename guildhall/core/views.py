"""The page of a form that does one thing, and the pages that answer when something went wrong."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _

from guildhall.core.errors import RuleError
from guildhall.core.forms import refusals_shown_in
from guildhall.core.style import StyleForm, examples, units

CODES = {
    400: "unreadable",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    429: "too_many",
    500: "broken",
}


def _error(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    """A page for people, problem details (RFC 9457) below ``/api/``."""
    if request.path.startswith("/api/"):
        refusal = RuleError(sentence, code=CODES[status])
        content = refusal.as_problem() | {"title": heading, "status": status}
        return JsonResponse(content, status=status, content_type="application/problem+json")
    words = {"heading": heading, "sentence": sentence, "status": status}
    return render(request, "core/error.html", words, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what the browser sent makes no sense. 413: it is too much."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    sentence = _("The request could not be understood. Please go back, reload the page and try again.")
    return _error(request, 400, _("This request is not readable"), sentence)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than the server takes."""
    sentence = _(
        "What was sent is too large. Make the file smaller, or send it in parts. Nothing was changed."
    )
    return _error(request, 413, _("This is too large"), sentence)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person is known and may not."""
    sentence = _("Your posts do not give you access to this. Ask the secretariat if you need it.")
    return _error(request, 403, _("You may not open this"), sentence)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open for too long, or did not come from one of our pages."""
    sentence = _(
        "The page was open for too long. Please go back, reload it and send it again. Nothing was changed."
    )
    return _error(request, 403, _("This form has expired"), sentence)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: more attempts than anybody makes who knows the answer."""
    sentence = _(
        "This was asked too often in a short time. Wait a minute and try again. Nothing was changed."
    )
    return _error(request, 429, _("Too many attempts"), sentence)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such thing, or it is not this reader's."""
    sentence = _("There is no page at this address, or it was not shared with you.")
    return _error(request, 404, _("This page was not found"), sentence)


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: the address is right, what is asked of it is not."""
    sentence = _("%(method)s is not possible here. Possible: %(allowed)s.") % {
        "method": request.method,
        "allowed": allowed,
    }
    answer = _error(request, 405, _("This is not possible here"), sentence)
    answer["Allow"] = allowed
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    sentence = _("Something went wrong on our side. Nothing was half-saved. Please try again in a moment.")
    return _error(request, 500, _("This did not work"), sentence)


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the mark beside a page that cannot name it, such as a PDF."""
    return redirect(static("core/mark.svg"))


def style_page(request: HttpRequest) -> HttpResponse:
    """Every part of the pages, for those who build pages. Only while developing."""
    return render(request, "core/style.html", examples(StyleForm(request.POST or None)))


def style_units(request: HttpRequest) -> HttpResponse:
    """What the style page's lookup asks."""
    return JsonResponse({"items": units(request.GET.get("q", ""))})


def act_page(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[dict[str, Any]], str],
    *,
    heading: str,
    label: str,
    back: str,
    said: str,
    template: str = "core/act.html",
    **more: Any,
) -> HttpResponse:
    """A form that does one thing. ``do`` gets what was filled in and says where to go on; with ``said`` empty it says
    itself what was done. ``more``: note, version, and what a template of its own takes."""
    if form.is_valid():
        with refusals_shown_in(form):
            target = do(form.cleaned_data)
            if said:
                messages.success(request, said)
            return redirect(target)
    context = {"form": form, "heading": heading, "label": label, "back": back} | more
    return render(request, template, context)
