from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.meetings import actions, queries
from guildhall.meetings.forms import CancelForm, ChangeMeetingForm, MeetingForm, PostponeForm
from guildhall.meetings.models import Meeting
from guildhall.meetings.permissions import require_may_convene, require_may_prepare


def find_meeting(request: AssociationRequest, pk: UUID) -> Meeting:
    """The meeting if this reader may see it, else 404."""
    meetings = queries.meetings_visible_to(request.user, request.association)
    related = ("body__association", "association", "chair", "recorder", "notice_document__file", "minutes")
    return get_object_or_404(meetings.select_related(*related), pk=pk)


def find_prepared_meeting(request: AssociationRequest, pk: UUID) -> Meeting:
    """The meeting for those who prepare it; 403 for other readers."""
    meeting = find_meeting(request, pk)
    require_may_prepare(request.user, meeting)
    return meeting


@require_safe
@at_association
@kept_until_changed
def meeting_list(request: AssociationRequest) -> HttpResponse:
    association, today = request.association, timezone.localdate()
    when = "past" if request.GET.get("when") == "past" else "upcoming"
    bodies = queries.bodies_of_meetings(request.user, association)
    body = next((body for body in bodies if str(body.pk) == request.GET.get("body")), None)
    found = queries.meeting_list(request.user, association, when=when, body=body.pk if body else None)
    context = {
        "page": page_of(found, request.GET.get("page"), size=30),
        "when": when,
        "bodies": bodies,
        "body": body,
        "may_convene": bool(queries.bodies_to_convene(request.user, association, today)),
    }
    return render(request, "meetings/meeting_list.html", context)


@require_safe
@at_association
def meeting(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_meeting(request, pk)
    page = queries.meeting_page(found, viewer=request.user)
    context = {"hub": page.hub, "meeting": found, "page": page}
    return render(request, "meetings/meeting.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def convene_meeting(request: AssociationRequest) -> HttpResponse:
    association, today = request.association, timezone.localdate()
    bodies = queries.bodies_to_convene(request.user, association, today)
    body = next((one for one in bodies if str(one.pk) == request.GET.get("body")), None)
    if body is None:
        return render(request, "meetings/choose_body.html", {"bodies": bodies})
    require_may_convene(request.user, body)
    name = queries.suggested_name(body, today)
    form = MeetingForm(
        request.POST or None,
        association=association,
        initial={"name_zh": name.zh, "name_en": name.en, "mode": Meeting.Mode.ON_SITE},
    )
    if form.is_valid():
        with refusals_shown_in(form):
            made = actions.convene_meeting(body, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The meeting is convened as a draft. Nobody was told yet."))
            return redirect("meetings:meeting", association.slug, made.pk)
    return render(request, "meetings/convene_meeting.html", {"form": form, "body": body})


@require_http_methods(["GET", "POST"])
@at_association
def change_meeting(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_prepared_meeting(request, pk)
    form = ChangeMeetingForm(request.POST or None, meeting=found)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_meeting(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("Saved."))
            return redirect("meetings:meeting", request.association.slug, pk)
    return render(request, "meetings/change_meeting.html", {"form": form, "meeting": found})


@require_http_methods(["GET", "POST"])
@at_association
def cancel_meeting(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_prepared_meeting(request, pk)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.cancel_meeting(found, **form.cleaned_data, actor=request.user)
            return redirect("meetings:meeting", request.association.slug, pk)
    context = {
        "question": _("Cancel %(meeting)s?") % {"meeting": found.name},
        "preview": [
            _("%(number)d people who were told of it get a notice.") % {"number": queries.told(found)}
        ],
        "label": _("Cancel the meeting"),
        "back": reverse("meetings:meeting", args=(request.association.slug, pk)),
        "form": form,
    }
    return render(request, "core/confirm.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def postpone_meeting(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_prepared_meeting(request, pk)
    form = PostponeForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.postpone_meeting(found, **form.cleaned_data, actor=request.user)
            return redirect("meetings:meeting", request.association.slug, pk)
    context = {
        "question": _("Postpone %(meeting)s?") % {"meeting": found.name},
        "preview": [
            _("%(number)d people who were told of it get a notice.") % {"number": queries.told(found)},
            _("Replies given so far no longer count."),
        ],
        "label": _("Postpone the meeting"),
        "back": reverse("meetings:meeting", args=(request.association.slug, pk)),
        "form": form,
    }
    return render(request, "core/confirm.html", context)
