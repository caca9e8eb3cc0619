from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.meetings import actions, queries
from guildhall.meetings.forms import ChangeInvitationForm, InviteForm, ToldForm
from guildhall.meetings.models import Invitation
from guildhall.meetings.permissions import may_read_all
from guildhall.meetings.views.meeting import find_meeting, find_prepared_meeting

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def find_invitation(request: AssociationRequest, pk: UUID, invitation_pk: UUID) -> Invitation:
    """An invitation of a meeting that the reader prepares."""
    meeting = find_prepared_meeting(request, pk)
    related = ("person__user", "person__organization", "organization", "seat", "stand_in", "association")
    invitation = get_object_or_404(meeting.invitations.select_related(*related), pk=invitation_pk)
    invitation.meeting = meeting
    return invitation


@require_safe
@at_association
@kept_until_changed
def invitation_list(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = find_meeting(request, pk)
    asked = {name: request.GET.get(name, "") for name in ("reply", "role", "words")}
    found = queries.invitation_list(meeting, viewer=request.user, **asked)
    context = {
        "hub": queries.hub_of(meeting, viewer=request.user),
        "meeting": meeting,
        "page": page_of(found, request.GET.get("page"), size=100),
        "asked": asked,
        "replies": Invitation.Reply.choices,
        "roles": Invitation.Role.choices,
        "reads_all": may_read_all(request.user, meeting),
    }
    return render(request, "meetings/invitation_list.html", context)


@require_safe
@at_association
def invitation_sheet(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The list of the invited as an Excel file."""
    meeting = find_meeting(request, pk)
    response = HttpResponse(queries.invitation_sheet(meeting, viewer=request.user), content_type=SHEET)
    response["Content-Disposition"] = f'attachment; filename="invitations-{meeting.pk}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
@at_association
def fill_invitations(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Shows what filling from the roster of the day would do; then does it."""
    meeting = find_prepared_meeting(request, pk)
    if request.method == "POST":
        filling = actions.fill_invitations(meeting, actor=request.user)
        added = len(filling.new)
        messages.success(
            request, ngettext("%(n)d person added.", "%(n)d people added.", added) % {"n": added}
        )
        return redirect("meetings:invitation_list", request.association.slug, pk)
    context = {
        "meeting": meeting,
        "filling": queries.filling_of(meeting),
        "day": queries.meeting_day(meeting),
    }
    return render(request, "meetings/fill_invitations.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def invite_person(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = find_prepared_meeting(request, pk)
    form = InviteForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        with refusals_shown_in(form):
            invitation = actions.invite_person(meeting, **form.cleaned_data, actor=request.user)
            messages.success(request, _("%(person)s is invited.") % {"person": invitation.person.name})
            return redirect("meetings:invitation_list", request.association.slug, pk)
    return render(request, "meetings/invite_person.html", {"form": form, "meeting": meeting})


@require_http_methods(["GET", "POST"])
@at_association
def change_invitation(request: AssociationRequest, pk: UUID, invitation_pk: UUID) -> HttpResponse:
    invitation = find_invitation(request, pk, invitation_pk)
    initial = {name: getattr(invitation, name) for name in ChangeInvitationForm.base_fields}
    form = ChangeInvitationForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_invitation(invitation, **form.cleaned_data, actor=request.user)
            return redirect("meetings:invitation_list", request.association.slug, pk)
    context = {"form": form, "meeting": invitation.meeting, "invitation": invitation}
    return render(request, "meetings/change_invitation.html", context)


@require_POST
@at_association
def withdraw_invitation(request: AssociationRequest, pk: UUID, invitation_pk: UUID) -> HttpResponse:
    invitation = find_invitation(request, pk, invitation_pk)
    actions.withdraw_invitation(invitation, reason=request.POST.get("reason", "")[:200], actor=request.user)
    messages.success(request, _("%(person)s is off the list.") % {"person": invitation.person.name})
    return redirect("meetings:invitation_list", request.association.slug, pk)


@require_http_methods(["GET", "POST"])
@at_association
def note_told(request: AssociationRequest, pk: UUID, invitation_pk: UUID) -> HttpResponse:
    invitation = find_invitation(request, pk, invitation_pk)
    form = ToldForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.note_told(invitation, **form.cleaned_data, actor=request.user)
            return redirect("meetings:notice", request.association.slug, pk)
    context = {"form": form, "meeting": invitation.meeting, "invitation": invitation}
    return render(request, "meetings/note_told.html", context)
