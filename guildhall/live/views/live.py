"""The live page of a meeting: a part that is the same for everyone, and the reader's own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.streams import hand_over
from guildhall.live import queries
from guildhall.live.http import Kind, addresses_of, is_of_the_past, live_here, meeting_shown
from guildhall.live.middleware import MARK
from guildhall.meetings import pulse
from guildhall.meetings.models import Meeting
from guildhall.streams import now

NO_STREAM = 204  # tells the browser not to try again; the page then asks by itself


@require_safe
@at_association
def live(request: AssociationRequest, pk: UUID) -> HttpResponse:
    version = now()
    meeting, kind = live_here(request, pk)
    context = {
        "meeting": meeting,
        "kind": kind,
        "version": version,
        "state": queries.live_state(meeting, for_guest=kind == "guest"),
        "own": queries.own_part(meeting, viewer=request.user, now=timezone.now()),
    }
    return render(request, "live/live.html", context | addresses_of(meeting, kind))


@require_safe
@at_association
def live_own(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The reader's own part of the page, asked for again when something of it may have changed."""
    meeting, kind = live_here(request, pk)
    own = queries.own_part(meeting, viewer=request.user, now=timezone.now())
    state = queries.floor_of(meeting, queries.current_item(meeting)) if own.may_run else None
    return render(
        request, "live/parts/own.html", {"meeting": meeting, "own": own, "kind": kind, "floor": state}
    )


@require_GET
@at_association
def live_events(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The stream that says when the state has changed; 204 where this server holds none."""
    meeting, _kind = live_here(request, pk)
    return stream(request, meeting)


def stream(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Hands the connection over; what is answered here then reaches nobody."""
    hand_over(request.META, pulse.topic(meeting.pk))
    return HttpResponse(status=NO_STREAM)


@require_GET
def live_state(
    request: HttpRequest, slug: str, pk: UUID, kind: Kind, language: str, proof: str
) -> HttpResponse:
    """What everyone sees, for whoever was told this address. Kept for everyone where it names a version."""
    version = now()
    meeting = meeting_shown(slug, pk, kind, language, proof)
    with translation.override(language):
        state = queries.live_state(meeting, for_guest=kind == "guest")
        context = {"meeting": meeting, "state": state, "kind": kind, "association": meeting.association}
        template = "live/parts/scene.html" if kind == "screen" else "live/parts/state.html"
        response = render(request, template, context)
    response["X-Version"] = str(version)
    response["Cache-Control"] = "no-store"
    setattr(response, MARK, is_of_the_past(request))
    return response


@never_cache
@require_GET
def live_version(
    request: HttpRequest, slug: str, pk: UUID, kind: str, language: str, proof: str
) -> JsonResponse:
    """Another word after every change: for pages that have no stream."""
    meeting = meeting_shown(slug, pk, kind, language, proof)
    return JsonResponse({"version": queries.live_version(meeting)})
