"""A meeting as it goes on: opened, item by item, closed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.accounts.models import User
from guildhall.core.forms import refusals_shown_in
from guildhall.meetings import actions, queries
from guildhall.meetings.forms import PublicationForm, ReasonForm
from guildhall.meetings.http import sitting_here
from guildhall.meetings.models import Meeting
from guildhall.meetings.permissions import may_publish, require_may_publish, require_may_run


@require_safe
@at_association
def session(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    found = queries.session_of(meeting, viewer=request.user)
    context = {
        "meeting": meeting,
        "hub": queries.hub_of(meeting, viewer=request.user, invitations=found.presence.invitations),
        "session": found,
        "commitments": queries.meeting_commitments(meeting),
        "may_publish": may_publish(request.user, meeting),
    }
    return render(request, "meetings/session.html", context)


@require_safe
@at_association
def session_state(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The part of the session that the page asks for again every few seconds."""
    meeting = sitting_here(request, pk)
    context = {"meeting": meeting, "session": queries.session_of(meeting, viewer=request.user)}
    return render(request, "meetings/parts/session_state.html", context)


def _turn(request: AssociationRequest, pk: UUID, act: Callable[..., Meeting], done: str) -> HttpResponse:
    act(sitting_here(request, pk), actor=request.user)
    messages.success(request, done)
    return redirect("meetings:session", request.association.slug, pk)


@require_POST
@at_association
def open_meeting(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return _turn(request, pk, actions.open_meeting, _("The meeting is open."))


@require_POST
@at_association
def resume_meeting(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return _turn(request, pk, actions.resume_meeting, _("The meeting goes on."))


@require_POST
@at_association
def close_meeting(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return _turn(request, pk, actions.close_meeting, _("The meeting is closed."))


@require_http_methods(["GET", "POST"])
@at_association
def adjourn_meeting(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    require_may_run(request.user, meeting)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.adjourn_meeting(meeting, **form.cleaned_data, actor=request.user)
            return redirect("meetings:session", request.association.slug, pk)
    context = {
        "question": _("Adjourn the meeting?"),
        "preview": [_("Nothing is decided until it is resumed, which needs the quorum again.")],
        "label": _("Adjourn"),
        "look": "primary",
        "back": reverse("meetings:session", args=(request.association.slug, pk)),
        "form": form,
    }
    return render(request, "core/confirm.html", context)


@require_POST
@at_association
def call_item(request: AssociationRequest, pk: UUID, item_pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    item = get_object_or_404(meeting.agenda, pk=item_pk)
    item.meeting = meeting
    actions.call_item(item, actor=request.user)
    return redirect("meetings:session", request.association.slug, pk)


@require_http_methods(["GET", "POST"])
@at_association
def publish_meeting(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    require_may_publish(request.user, meeting)
    form = PublicationForm(request.POST or None, initial={"parts": meeting.published_parts})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.publish_meeting(meeting, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The meeting is on the public pages."))
            return redirect("meetings:session", request.association.slug, pk)
    return render(request, "meetings/publish_meeting.html", {"form": form, "meeting": meeting})


@require_POST
@at_association
def withdraw_publication(request: AssociationRequest, pk: UUID) -> HttpResponse:
    def act(meeting: Meeting, *, actor: User) -> Meeting:
        return actions.withdraw_publication(meeting, actor=actor)

    return _turn(request, pk, act, _("The meeting is off the public pages."))
