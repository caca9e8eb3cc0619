"""The result of an election for everyone, where it was made public."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest
from guildhall.votes.queries.election import candidates_of, public_elections, rounds_of
from guildhall.votes.queries.rounds import shown_rounds


@require_safe
def public_election(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    election = get_object_or_404(public_elections(slug), pk=pk)
    association = election.association
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    candidates = list(candidates_of(election))
    context = {
        "election": election,
        "meeting": election.motion.meeting,
        "elected": [one for one in candidates if one.state == one.State.ELECTED],
        "rounds": shown_rounds([one for one in rounds_of(election) if one.declared_at], candidates),
    }
    return render(request, "votes/public_election.html", context)
