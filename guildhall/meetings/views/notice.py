from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.meetings import actions, notices, queries
from guildhall.meetings.forms import NoticeForm
from guildhall.meetings.views.meeting import find_prepared_meeting


@require_http_methods(["GET", "POST"])
@at_association
def notice(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """What the notice says, whether it is in time and whom it reaches; then sends it."""
    meeting = find_prepared_meeting(request, pk)
    prefetch_related_objects([meeting], "agenda")
    check = queries.notice_check(meeting, now=timezone.now())
    form = NoticeForm(request.POST if request.method == "POST" else None, check=check)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.send_notice(meeting, **form.cleaned_data, actor=request.user)
            return redirect("meetings:notice", request.association.slug, pk)
    context = {
        "hub": queries.hub_of(meeting, viewer=request.user),
        "meeting": meeting,
        "check": check,
        "agenda": queries.agenda_of(meeting, papers=[]),
        "job": queries.notice_job(meeting),
        "form": form,
    }
    return render(request, "meetings/notice.html", context)


@require_safe
@at_association
def notice_letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """How the notice would look as a PDF, marked as a draft; nothing is numbered or kept."""
    meeting = find_prepared_meeting(request, pk)
    printed = notices.printed_draft(meeting, queries.announced_agenda(meeting))
    response = HttpResponse(printed, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="notice.pdf"'
    return response
