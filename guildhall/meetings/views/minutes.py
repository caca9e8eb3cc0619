"""Minutes: read, drafted, edited, compared, put up, returned, approved."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.forms import refusals_shown_in
from guildhall.meetings import actions, queries
from guildhall.meetings.forms import DraftForm, MinutesForm, ReturnForm, VersionForm
from guildhall.meetings.http import minutes_here, sitting_here
from guildhall.meetings.permissions import may_prepare, may_read_minutes, require_may_prepare


@require_safe
@at_association
def minutes(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    found = queries.minutes_of(meeting)
    shown = found is not None and may_read_minutes(request.user, found)
    context = {
        "meeting": meeting,
        "hub": queries.hub_of(meeting, viewer=request.user),
        "page": queries.minutes_page(found, viewer=request.user) if found and shown else None,
        "may_draft": may_prepare(request.user, meeting) and meeting.has_begun,
    }
    return render(request, "meetings/minutes.html", context)


@require_POST
@at_association
def draft_minutes(request: AssociationRequest, pk: UUID) -> HttpResponse:
    form = DraftForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    actions.draft_minutes(sitting_here(request, pk), version=version, actor=request.user)
    messages.success(request, _("The minutes were filled from the record. Read them before you go on."))
    return redirect("meetings:save_minutes", request.association.slug, pk)


@require_http_methods(["GET", "POST"])
@at_association
def save_minutes(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = minutes_here(request, pk)
    require_may_prepare(request.user, found.meeting)
    latest, theirs = queries.current_version(found), None
    form = MinutesForm.of(latest, request.POST or None)
    if form.is_valid():
        try:
            actions.save_minutes(found, **form.cleaned_data, actor=request.user)
        except RuleError as refusal:
            form.add_error(None, str(refusal.message))
            theirs = queries.current_version(found) if refusal.code == "changed_meanwhile" else None
        else:
            messages.success(request, _("Saved."))
            return redirect("meetings:minutes", request.association.slug, pk)
    context = {"meeting": found.meeting, "minutes": found, "form": form, "theirs": theirs, "shown": latest}
    if theirs is not None:
        context |= {"form": form.overtaken_by(theirs), "mine": form.cleaned_data, "refused": form}
    return render(request, "meetings/save_minutes.html", context)


@require_safe
@at_association
def compare_minutes(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = minutes_here(request, pk)
    page = queries.minutes_page(found, viewer=request.user)
    by_number = {str(version.number): version for version in page.versions}
    new = by_number.get(request.GET.get("new", str(found.version)))
    old = by_number.get(request.GET.get("old", str(max(found.version - 1, 1))))
    if old is None or new is None:
        raise Http404
    context = {"meeting": found.meeting, "page": page, "old": old, "new": new}
    return render(request, "meetings/compare_minutes.html", context)


@require_POST
@at_association
def submit_minutes(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.submit_minutes(minutes_here(request, pk), version=_version(request), actor=request.user)
    messages.success(request, _("The minutes wait for approval."))
    return redirect("meetings:minutes", request.association.slug, pk)


@require_http_methods(["GET", "POST"])
@at_association
def return_minutes(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = minutes_here(request, pk)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.return_minutes(found, **form.cleaned_data, actor=request.user)
            return redirect("meetings:minutes", request.association.slug, pk)
    context = {
        "question": _("Return the minutes?"),
        "preview": [_("They become a draft again, and whoever put them up is told what has to be changed.")],
        "label": _("Return"),
        "look": "primary",
        "back": reverse("meetings:minutes", args=(request.association.slug, pk)),
        "form": form,
    }
    return render(request, "core/confirm.html", context)


@require_POST
@at_association
def approve_minutes(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.approve_minutes(minutes_here(request, pk), version=_version(request), actor=request.user)
    messages.success(request, _("The minutes are approved; they and the meeting are locked."))
    return redirect("meetings:minutes", request.association.slug, pk)


def _version(request: AssociationRequest) -> int:
    """The version that was read, sent along with the button."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise InvalidError(_("Reload the page and try again."), code="version_missing")
    version: int = form.cleaned_data["version"]
    return version
