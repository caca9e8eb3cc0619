"""The page for the screen in the hall: signed in, or with the address that was made for the hall's computer."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.live import actions, queries
from guildhall.live.http import addresses_of, meeting_on_screen
from guildhall.live.views.live import stream
from guildhall.meetings.http import sitting_here
from guildhall.meetings.models import Meeting
from guildhall.meetings.permissions import require_may_run
from guildhall.streams import now


@require_safe
@at_association
def screen(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    events = reverse("live:live_events", args=(request.association.slug, pk))
    return render(request, "live/screen.html", _shown(request, meeting, events))


@never_cache
@require_safe
def screen_by_link(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    meeting = meeting_on_screen(slug, key)
    events = reverse("public_live:screen_events", args=(slug, key))
    return render(request, "live/screen.html", _shown(request, meeting, events))


@require_GET
def screen_events(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    return stream(request, meeting_on_screen(slug, key))


def _shown(request: HttpRequest, meeting: Meeting, events_url: str) -> dict[str, Any]:
    version = now()
    here = reverse("public_meetings:check_in_here", args=(meeting.association.slug, meeting.check_in_key))
    return addresses_of(meeting, "screen") | {
        "meeting": meeting,
        "association": meeting.association,
        "state": queries.live_state(meeting),
        "version": version,
        "events_url": events_url,
        "check_in_url": request.build_absolute_uri(here),
        "look": "light" if request.GET.get("look") == "light" else "dark",
    }


@require_http_methods(["GET", "POST"])
@at_association
def make_screen_link(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Makes the address for the hall's computer, which is shown this once."""
    meeting = sitting_here(request, pk)
    require_may_run(request.user, meeting)
    address = ""
    if request.method == "POST":
        key = actions.make_screen_link(meeting, actor=request.user)
        path = reverse("public_live:screen_by_link", args=(request.association.slug, key))
        address = request.build_absolute_uri(path)
    context = {"meeting": meeting, "address": address, "has_link": queries.has_screen_link(meeting)}
    return render(request, "live/make_screen_link.html", context)


@require_POST
@at_association
def end_screen_link(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.end_screen_link(sitting_here(request, pk), actor=request.user)
    return redirect("live:make_screen_link", request.association.slug, pk)
