"""Check-in by the people themselves. Below ``/p/<slug>/``: the code is the key, nobody signs in."""

import uuid
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.core.forms import refusals_shown_in
from guildhall.meetings import actions, queries
from guildhall.meetings.forms import CheckInForm, CodeForm
from guildhall.meetings.http import invitation_of_key, meeting_of_key, own_invitation_of

WORKER = Path(__file__).resolve().parent.parent / "static" / "meetings" / "check_in_worker.js"


@never_cache
@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Somebody's own page: they see whether they are checked in, and check in or out."""
    invitation = invitation_of_key(request, slug, key)
    form = CheckInForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.check_in(invitation, **form.cleaned_data, key=invitation.check_in_key, actor=None)
            messages.success(request, _("Thank you. This is recorded."))
            return redirect("public_meetings:check_in", slug, invitation.check_in_key)
    context = {
        "invitation": invitation,
        "meeting": invitation.meeting,
        "own": queries.own_attendance(invitation, at=timezone.now()),
        "form": form,
        "client_id": uuid.uuid4(),
        "worker": reverse("public_meetings:check_in_worker", args=(slug,)),
        "event_url": reverse("api-1:check_in", args=(slug, invitation.check_in_key)),
    }
    return render(request, "meetings/check_in.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def check_in_here(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Where the code on the screen in the room leads: to one's own page, by sign-in or by one's own code."""
    meeting = meeting_of_key(slug, key)
    own = own_invitation_of(request, meeting)
    if own is not None:
        return redirect("public_meetings:check_in", slug, own.check_in_key)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            invitation = invitation_of_key(request, slug, form.cleaned_data["code"])
            return redirect("public_meetings:check_in", slug, invitation.check_in_key)
    return render(request, "meetings/check_in_here.html", {"meeting": meeting, "form": form})


@require_safe
def check_in_worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The service worker that keeps check-in pages open without a connection; it may serve any path."""
    answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/"
    answer["Cache-Control"] = "no-cache"
    return answer
