"""The speakers' list."""

from collections.abc import Callable
from typing import Literal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.live import actions, queries
from guildhall.live.forms import FloorForm, SpeakingTimeForm
from guildhall.live.http import invitation_asking, live_here, turn_here
from guildhall.live.models import Turn
from guildhall.meetings.http import sitting_here
from guildhall.meetings.permissions import may_run, require_may_run


@require_safe
@at_association
def turn_list(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    runs = may_run(request.user, meeting)
    context = {
        "meeting": meeting,
        "page": page_of(queries.turn_list(meeting), request.GET.get("page")),
        "may_run": runs,
        "form": FloorForm(meeting=meeting) if runs and meeting.is_in_session else None,
    }
    return render(request, "live/turn_list.html", context)


@require_POST
@at_association
def ask_for_floor(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """For the invitation that is named, else for the reader's own."""
    meeting, _kind = live_here(request, pk)
    invitation = invitation_asking(request.user, meeting, request.POST.get("invitation", ""))
    actions.ask_for_floor(invitation, actor=request.user)
    return _back(request, pk)


def _turned(request: AssociationRequest, pk: UUID, turn_pk: UUID, act: Callable[..., Turn]) -> HttpResponse:
    act(turn_here(request, pk, turn_pk), actor=request.user)
    return _back(request, pk)


def _back(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """To the list where the button stood there, else to the live page."""
    page = "live:turn_list" if request.POST.get("back") == "list" else "live:live"
    return redirect(page, request.association.slug, pk)


@require_POST
@at_association
def withdraw_turn(request: AssociationRequest, pk: UUID, turn_pk: UUID) -> HttpResponse:
    return _turned(request, pk, turn_pk, actions.withdraw_turn)


@require_POST
@at_association
def call_speaker(request: AssociationRequest, pk: UUID, turn_pk: UUID) -> HttpResponse:
    return _turned(request, pk, turn_pk, actions.call_speaker)


@require_POST
@at_association
def stop_speaker(request: AssociationRequest, pk: UUID, turn_pk: UUID) -> HttpResponse:
    return _turned(request, pk, turn_pk, actions.stop_speaker)


@require_POST
@at_association
def move_turn(request: AssociationRequest, pk: UUID, turn_pk: UUID) -> HttpResponse:
    to: Literal["earlier", "later"] = "later" if request.POST.get("to") == "later" else "earlier"
    actions.move_turn(turn_here(request, pk, turn_pk), to=to, actor=request.user)
    return _back(request, pk)


@require_http_methods(["GET", "POST"])
@at_association
def set_speaking_time(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    require_may_run(request.user, meeting)
    form = SpeakingTimeForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.set_speaking_time(meeting, item=form.item, seconds=form.seconds, actor=request.user)
            messages.success(request, _("The speaking time is set."))
            return redirect("live:turn_list", request.association.slug, pk)
    context = {"meeting": meeting, "form": form, "times": queries.speaking_times(meeting)}
    return render(request, "live/set_speaking_time.html", context)
