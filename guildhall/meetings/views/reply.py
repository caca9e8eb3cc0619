from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.accounts.queries import association_by_slug
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.meetings import actions, queries
from guildhall.meetings.forms import ReplyForm
from guildhall.meetings.views.invitation import find_invitation
from guildhall.meetings.views.meeting import find_prepared_meeting


@require_safe
@at_association
def my_invitations(request: AssociationRequest) -> HttpResponse:
    page = page_of(
        queries.my_invitations(request.user, request.association), request.GET.get("page"), size=30
    )
    return render(request, "meetings/my_invitations.html", {"page": page})


@require_http_methods(["GET", "POST"])
@at_association
def my_invitation(request: AssociationRequest, invitation_pk: UUID) -> HttpResponse:
    """One's own invitation, with the answer to give."""
    mine = queries.my_invitations(request.user, request.association).filter(person__user=request.user)
    invitation = get_object_or_404(mine.select_related("meeting__body", "person", "seat"), pk=invitation_pk)
    form = ReplyForm(request.POST or None, invitation=invitation)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.reply_to_invitation(invitation, actor=request.user, **form.cleaned_data)
            messages.success(
                request, _("Thank you. Your reply is kept; you may change it until the meeting begins.")
            )
            return redirect("meetings:meeting", request.association.slug, invitation.meeting_id)
    context = {"form": form, "invitation": invitation, "meeting": invitation.meeting}
    return render(request, "meetings/my_invitation.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def reply_to_invitation(request: AssociationRequest, pk: UUID, invitation_pk: UUID) -> HttpResponse:
    """The secretariat answers for one of the invited."""
    invitation = find_invitation(request, pk, invitation_pk)
    form = ReplyForm(request.POST or None, invitation=invitation)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.reply_to_invitation(invitation, actor=request.user, **form.cleaned_data)
            return redirect("meetings:invitation_list", request.association.slug, pk)
    context = {"form": form, "invitation": invitation, "meeting": invitation.meeting}
    return render(request, "meetings/reply_to_invitation.html", context)


@require_http_methods(["GET", "POST"])
def reply_by_link(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The page behind the link of the mail: shows this one invitation and takes the answer, without sign-in."""
    association = association_by_slug(slug)
    invitation = queries.invitation_by_token(association, token) if association else None
    if association is None or invitation is None:
        raise Http404
    timezone.activate(association.zone)
    form = ReplyForm(request.POST or None, invitation=invitation)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.reply_by_link(association, token, **form.cleaned_data)
            messages.success(
                request, _("Thank you. Your reply is kept; you may change it until the meeting begins.")
            )
            return redirect("public_meetings:reply_by_link", slug, token)
    papers = queries.papers_for(invitation)
    agenda = queries.agenda_of(invitation.meeting, papers=papers)
    context = {"form": form, "invitation": invitation, "meeting": invitation.meeting, "agenda": agenda}
    return render(request, "meetings/reply_by_link.html", context | {"owner": association})


@require_POST
@at_association
def remind_unanswered(request: AssociationRequest, pk: UUID) -> HttpResponse:
    reminded = actions.remind_unanswered(find_prepared_meeting(request, pk), actor=request.user)
    messages.success(
        request,
        ngettext("%(n)d person was reminded.", "%(n)d people were reminded.", reminded) % {"n": reminded},
    )
    return redirect("meetings:invitation_list", request.association.slug, pk)
