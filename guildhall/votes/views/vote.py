"""Votes: listed, opened, watched, closed, declared, broken off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.meetings.http import motion_here, sitting_here
from guildhall.meetings.permissions import may_run, require_may_run
from guildhall.meetings.queries import hub_of, motion_rules, presence_of, quorum_test
from guildhall.votes import actions, queries
from guildhall.votes.forms import OpenVoteForm, ReasonForm
from guildhall.votes.http import teller_of, vote_here
from guildhall.votes.models import Vote
from guildhall.votes.permissions import may_count


@require_safe
@at_association
def vote_list(request: AssociationRequest) -> HttpResponse:
    votes = queries.vote_list(request.user, request.association)
    page = page_of(votes, request.GET.get("page"))
    return render(request, "votes/vote_list.html", {"page": page, "progress": queries.progress_of(page.rows)})


@require_safe
@at_association
def meeting_votes(request: AssociationRequest, meeting_pk: UUID) -> HttpResponse:
    """The votes of one meeting, below its tabs."""
    meeting = sitting_here(request, meeting_pk)
    votes = queries.vote_list(request.user, request.association, meeting=meeting.pk)
    page = page_of(votes, request.GET.get("page"))
    context = {
        "meeting": meeting,
        "hub": hub_of(meeting, viewer=request.user),
        "page": page,
        "progress": queries.progress_of(page.rows),
        "may_run": may_run(request.user, meeting),
    }
    return render(request, "votes/meeting_votes.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def open_vote(request: AssociationRequest, meeting_pk: UUID, motion_pk: UUID) -> HttpResponse:
    motion = motion_here(request, meeting_pk, motion_pk)
    require_may_run(request.user, motion.meeting)
    form = OpenVoteForm(request.POST or None, motion=motion, initial={"in_room": Vote.Means.HANDS})
    if form.is_valid():
        with refusals_shown_in(form):
            vote = actions.open_vote(motion, **form.details, actor=request.user)
            return redirect("votes:vote", request.association.slug, vote.pk)
    presence = presence_of(motion.meeting)
    quorum = quorum_test(motion.meeting, presence.entitlement.total, motion.kind)
    context = {
        "form": form,
        "motion": motion,
        "meeting": motion.meeting,
        "rules": motion_rules(motion),
        "presence": presence,
        "quorum": quorum(presence.voting.on_site, presence.voting.online),
    }
    return render(request, "votes/open_vote.html", context)


def _context(request: AssociationRequest, vote: Vote) -> dict[str, object]:
    runs = may_run(request.user, vote.meeting)
    return {
        "vote": vote,
        "meeting": vote.meeting,
        "progress": queries.progress_of([vote])[vote.pk],
        "own": queries.own_entries(vote, request.user),
        "counts": queries.counts_shown_to(vote, request.user) if vote.is_counted_by_hand else [],
        "tellers": list(vote.tellers.select_related("person")),
        "may_run": runs,
        "may_count": vote.is_counted_by_hand and may_count(request.user, vote),
        "result": queries.result_of(vote) if vote.state == Vote.State.COUNTING else None,
        "bars": queries.bars_of(vote),
        "is_published": queries.is_published(vote),
        "form": ReasonForm(),
    }


@require_safe
@at_association
def vote(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return render(request, "votes/vote.html", _context(request, vote_here(request, pk)))


@require_safe
@at_association
def vote_state(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The part of the page that it asks for again every few seconds while the vote is open; then for the whole page."""
    found = vote_here(request, pk)
    answer = render(request, "votes/parts/vote_state.html", _context(request, found))
    if found.state != Vote.State.OPEN:
        answer["HX-Refresh"] = "true"
    return answer


def _back(request: AssociationRequest, pk: UUID, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(reverse("votes:vote", args=(request.association.slug, pk)))


@require_POST
@at_association
def close_vote(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.close_vote(vote_here(request, pk), actor=request.user)
    return _back(request, pk, _("The vote is closed."))


@require_POST
@at_association
def declare_result(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.declare_result(vote_here(request, pk), actor=request.user)
    return _back(request, pk, _("The result is declared."))


@require_http_methods(["GET", "POST"])
@at_association
def abandon_vote(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = vote_here(request, pk)
    require_may_run(request.user, found.meeting)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.abandon_vote(found, **form.cleaned_data, actor=request.user)
            return _back(request, pk, _("The vote was broken off; the motion can be voted on again."))
    context = {
        "question": _("Break the vote off?"),
        "preview": [
            _("No ballot counts, whoever has voted."),
            _("The motion is as it was before; it can be amended and voted on again."),
        ],
        "label": _("Break the vote off"),
        "back": reverse("votes:vote", args=(request.association.slug, pk)),
        "form": form,
    }
    return render(request, "core/confirm.html", context)


@require_POST
@at_association
def sign_result(request: AssociationRequest, pk: UUID, teller_pk: UUID) -> HttpResponse:
    actions.sign_result(teller_of(vote_here(request, pk), teller_pk), actor=request.user)
    return _back(request, pk, _("You have signed what was counted."))
