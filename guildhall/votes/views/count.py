"""Counts of hands and paper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.votes import actions, queries
from guildhall.votes.forms import CountForm
from guildhall.votes.http import vote_here
from guildhall.votes.models import Count
from guildhall.votes.permissions import require_may_count


@require_http_methods(["GET", "POST"])
@at_association
def enter_count(request: AssociationRequest, pk: UUID) -> HttpResponse:
    vote = vote_here(request, pk)
    require_may_count(request.user, vote)
    form = CountForm(request.POST or None, vote=vote)
    if form.is_valid():
        with refusals_shown_in(form):
            count = actions.enter_count(vote, **form.details, actor=request.user)
            _say(request, count)
            return redirect("votes:vote", request.association.slug, pk)
    context = {
        "form": form,
        "vote": vote,
        "seats": queries.seats_in_room(vote),
        "papers": queries.papers_issued(vote),
    }
    return render(request, "votes/enter_count.html", context)


def _say(request: AssociationRequest, count: Count) -> None:
    if count.state == Count.State.DIFFERS:
        messages.error(request, _("The two counts differ. Set them aside and count again."))
    elif count.state == Count.State.CONFIRMED:
        messages.success(request, _("Both counts are equal: the count is confirmed."))
    else:
        messages.success(request, _("Your count is entered. A second person counts and enters theirs."))


@require_POST
@at_association
def set_counts_aside(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.set_counts_aside(vote_here(request, pk), actor=request.user)
    messages.success(request, _("The counts are set aside. Count again."))
    return redirect("votes:vote", request.association.slug, pk)
