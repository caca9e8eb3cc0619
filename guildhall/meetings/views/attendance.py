"""Who is there: for everybody at the meeting, for the desk at the door, and on paper."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.errors import InvalidError
from guildhall.meetings import actions, queries
from guildhall.meetings.actions import Report
from guildhall.meetings.forms import MarkForm
from guildhall.meetings.http import EXCEL, sitting_here
from guildhall.meetings.permissions import may_run, require_may_run


@require_safe
@at_association
def attendance(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    presence = queries.presence_of(meeting)
    minutes = queries.by_minute(presence)
    context = {
        "meeting": meeting,
        "hub": queries.hub_of(meeting, viewer=request.user, invitations=presence.invitations),
        "presence": presence,
        "may_run": may_run(request.user, meeting),
        "times": list(minutes),
        "series": {
            _("On site"): [change.on_site for change in minutes.values()],
            _("Online"): [change.online for change in minutes.values()],
            _("Needed"): [presence.needed] * len(minutes),
        },
    }
    return render(request, "meetings/attendance.html", context)


@require_safe
@at_association
def attendance_state(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The part of the attendance that the page asks for again every few seconds."""
    meeting = sitting_here(request, pk)
    context = {"meeting": meeting, "presence": queries.presence_of(meeting)}
    return render(request, "meetings/parts/attendance_state.html", context)


@require_safe
@at_association
def check_in_desk(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The list with large buttons for whoever stands at the door. Keeps working without a connection."""
    meeting = sitting_here(request, pk)
    require_may_run(request.user, meeting)
    context = {
        "meeting": meeting,
        "presence": queries.presence_of(meeting),
        "worker": reverse("public_meetings:check_in_worker", args=(request.association.slug,)),
        "batch_url": reverse("api-1:record_attendance", args=(request.association.slug, pk)),
        "entered_for": queries.moment_entered_for(meeting),
    }
    return render(request, "meetings/check_in_desk.html", context)


@require_POST
@at_association
def record_attendance(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """One press at the desk where JavaScript is off."""
    meeting = sitting_here(request, pk)
    form = MarkForm(request.POST)
    if not form.is_valid():
        raise InvalidError(_("This was no check-in. Reload the page and try again."), code="shape")
    at = queries.moment_entered_for(meeting) or timezone.now()
    report = Report(**form.cleaned_data, at=at)
    receipt = actions.record_attendance(meeting, events=[report], actor=request.user)
    for refusal in receipt.refused:
        messages.error(request, refusal.message)
    return redirect("meetings:check_in_desk", request.association.slug, pk)


@require_safe
@at_association
def check_in_codes(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Everyone's own code, to print on name cards."""
    meeting = sitting_here(request, pk)
    require_may_run(request.user, meeting)
    slug = request.association.slug
    cards = [
        {
            "invitation": one,
            "url": request.build_absolute_uri(
                reverse("public_meetings:check_in", args=(slug, one.check_in_key))
            ),
        }
        for one in queries.standing_invitations(meeting)
    ]
    return render(request, "meetings/check_in_codes.html", {"meeting": meeting, "cards": cards})


@require_safe
@at_association
def attendance_sheet(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    answer = HttpResponse(queries.attendance_sheet(meeting), content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="attendance-{pk}.xlsx"'
    return answer


@require_safe
@at_association
def printed_attendance(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Who came and went, as PDF; with ``?blank`` the sheet to sign by hand."""
    meeting = sitting_here(request, pk)
    printed = queries.printed_attendance(meeting, to_sign="blank" in request.GET)
    answer = HttpResponse(printed, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="attendance-{uuid.UUID(str(pk))}.pdf"'
    return answer
