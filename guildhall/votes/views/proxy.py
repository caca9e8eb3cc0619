"""Votes entrusted to others in a meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.meetings.http import sitting_here
from guildhall.meetings.queries import hub_of
from guildhall.votes import actions, queries
from guildhall.votes.forms import ProxyForm
from guildhall.votes.http import proxy_in
from guildhall.votes.permissions import may_give_proxy


@require_http_methods(["GET", "POST"])
@at_association
def give_proxy(request: AssociationRequest, meeting_pk: UUID) -> HttpResponse:
    """Who has entrusted a vote to whom, and the form for one more."""
    meeting = sitting_here(request, meeting_pk)
    givers = queries.may_entrust(meeting, request.user)
    form = ProxyForm(request.POST or None, request.FILES or None, meeting=meeting, givers=givers)
    if form.is_valid():
        with refusals_shown_in(form):
            letter = form.cleaned_data.pop("letter")
            actions.give_proxy(
                **form.cleaned_data,
                letter=letter,
                letter_name=letter.name if letter else "",
                actor=request.user,
            )
            messages.success(request, _("The vote is entrusted."))
            return redirect("votes:give_proxy", request.association.slug, meeting_pk)
    context = {
        "meeting": meeting,
        "hub": hub_of(meeting, viewer=request.user),
        "form": form,
        "givers": givers,
        "rule": queries.proxy_rule(meeting),
        "proxies": [(one, may_give_proxy(request.user, one.giver)) for one in queries.proxy_list(meeting)],
    }
    return render(request, "votes/give_proxy.html", context)


@require_POST
@at_association
def revoke_proxy(request: AssociationRequest, meeting_pk: UUID, proxy_pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, meeting_pk)
    proxy = proxy_in(meeting, proxy_pk)
    proxy.meeting = proxy.giver.meeting = meeting
    actions.revoke_proxy(proxy, actor=request.user)
    messages.success(request, _("The proxy is revoked."))
    return redirect("votes:give_proxy", request.association.slug, meeting_pk)
