"""The roll of a vote: who votes by which channel, who has paper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.paging import page_of
from guildhall.meetings.permissions import may_run
from guildhall.votes import actions, queries
from guildhall.votes.forms import MoveForm
from guildhall.votes.http import entry_of, vote_here


@require_safe
@at_association
def roll(request: AssociationRequest, pk: UUID) -> HttpResponse:
    vote = vote_here(request, pk)
    context = {
        "vote": vote,
        "meeting": vote.meeting,
        "page": page_of(queries.roll_of(vote), request.GET.get("page"), 100),
        "progress": queries.progress_of([vote])[vote.pk],
        "may_run": may_run(request.user, vote.meeting),
    }
    return render(request, "votes/roll.html", context)


def _to_roll(request: AssociationRequest, pk: UUID, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("votes:roll", request.association.slug, pk)


@require_POST
@at_association
def follow_attendance(request: AssociationRequest, pk: UUID) -> HttpResponse:
    changed = actions.follow_attendance(vote_here(request, pk), actor=request.user)
    said = ngettext("%(number)s vote changed its place.", "%(number)s votes changed their place.", changed)
    return _to_roll(request, pk, said % {"number": changed})


@require_POST
@at_association
def move_voter(request: AssociationRequest, pk: UUID, entry_pk: UUID) -> HttpResponse:
    entry = entry_of(vote_here(request, pk), entry_pk)
    form = MoveForm(request.POST)
    channel = form.cleaned_data["channel"] if form.is_valid() else ""
    actions.move_voter(entry, channel=channel, actor=request.user)
    return _to_roll(request, pk, _("The roll is changed."))


@require_POST
@at_association
def issue_papers(request: AssociationRequest, pk: UUID) -> HttpResponse:
    vote = vote_here(request, pk)
    chosen = request.POST.get("entry")
    entries = [entry_of(vote, UUID(chosen))] if chosen else None
    issued = actions.issue_papers(vote, entries=entries, actor=request.user)
    said = ngettext(
        "%(number)s paper ballot is handed out.", "%(number)s paper ballots are handed out.", issued
    )
    return _to_roll(request, pk, said % {"number": issued})


@require_POST
@at_association
def take_back_paper(request: AssociationRequest, pk: UUID, entry_pk: UUID) -> HttpResponse:
    actions.take_back_paper(entry_of(vote_here(request, pk), entry_pk), actor=request.user)
    return _to_roll(request, pk, _("The paper ballot is taken back."))
