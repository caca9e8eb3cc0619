"""The voter's pages: the ballot, the receipt, and the list in which to find it after closing."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.errors import RuleError
from guildhall.core.paging import page_of
from guildhall.votes import actions, queries
from guildhall.votes.forms import BallotForm
from guildhall.votes.http import ballot_here, published_here
from guildhall.votes.phrases import normal_phrase
from guildhall.votes.views.election_ballot import election_ballot, held

VERIFIER = Path(settings.PACKAGE) / "votes" / "verifier" / "verify_bundle.py"


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@at_association
def cast_ballot(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Choose, confirm, receipt. All by POST, so that no choice stands in an address, a log or the browser's history."""
    vote = ballot_here(request, pk)
    if vote.election_id is not None:
        return election_ballot(request, vote)
    form = BallotForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "votes/cast_ballot.html", held(request, vote) | {"form": form})
    marks = form.cleaned_data["marks"]
    if not form.cleaned_data["confirmed"]:
        context = held(request, vote) | {"marks": marks}
        return render(request, "votes/confirm_ballot.html", context)
    try:
        receipt = actions.cast_ballot(vote, marks=marks, actor=request.user)
    except RuleError as refusal:
        context = held(request, vote) | {"form": form, "refusal": refusal.message}
        return render(request, "votes/cast_ballot.html", context, status=refusal.status)
    return render(request, "votes/receipt.html", {"vote": vote, "receipt": receipt})


@require_safe
@at_association
def ballots(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The list of a closed vote: phrase and choice, or seat and choice."""
    vote = published_here(request, pk)
    asked = request.GET.get("q", "").strip()
    wanted = normal_phrase(asked) if vote.is_secret and asked else asked
    page = page_of(queries.ballot_list(vote, wanted), request.GET.get("page"), 100)
    context = {
        "vote": vote,
        "meeting": vote.meeting,
        "page": page,
        "ballots": queries.published(vote, list(page.rows)),
        "asked": asked,
    }
    return render(request, "votes/ballots.html", context)


@require_safe
@at_association
def bundle(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The bundle as a file: as it was declared, or before that what the tellers sign."""
    vote = published_here(request, pk)
    response = HttpResponse(queries.bundle_of(vote), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="vote-{vote.pk}.json"'
    return response


@require_safe
@at_association
def verifier(_request: AssociationRequest) -> FileResponse:
    """The program that counts a bundle again; it needs Python and nothing of ours."""
    return FileResponse(
        VERIFIER.open("rb"), as_attachment=True, filename=VERIFIER.name, content_type="text/x-python"
    )
