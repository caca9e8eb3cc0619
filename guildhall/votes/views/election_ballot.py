"""The ballot of an election on one's own device: filled in, looked over, cast."""

from django.http import HttpResponse
from django.shortcuts import render

from guildhall.accounts.http import AssociationRequest
from guildhall.core.errors import RuleError
from guildhall.votes import actions, queries
from guildhall.votes.forms import ElectionBallotForm
from guildhall.votes.models import RollEntry, Vote


def held(request: AssociationRequest, vote: Vote) -> dict[str, object]:
    """The vote, the reader's rows of the roll, and those of them that are still to be voted for."""
    own = queries.own_entries(vote, request.user)
    free = [entry for entry in own if entry.state == RollEntry.State.MAY_VOTE]
    return {"vote": vote, "own": own, "free": free}


def election_ballot(request: AssociationRequest, vote: Vote) -> HttpResponse:
    """For ``cast_ballot``, which keeps what is sent out of every log and memory: a mark for each candidate and names
    written in, shown again to be looked over, then cast; what would be invalid is refused before."""
    given = request.POST if request.method == "POST" else None
    form = ElectionBallotForm(given, slate=queries.slate_of(vote), units=queries.units_of(vote))
    context = held(request, vote) | {"form": form}
    if not form.is_valid() or form.step == "back":
        return render(request, "votes/election_ballot.html", context, status=422 if form.errors else 200)
    if form.step != "cast":
        return render(request, "votes/election_review.html", context)
    try:
        receipt = actions.cast_ballot(
            vote, marks=form.ballot.marks, write_ins=form.ballot.write_ins, actor=request.user
        )
    except RuleError as refusal:
        shown = held(request, vote) | {"form": form, "refusal": refusal.message}
        return render(request, "votes/election_ballot.html", shown, status=refusal.status)
    return render(request, "votes/receipt.html", {"vote": vote, "receipt": receipt})
