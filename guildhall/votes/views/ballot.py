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
from guildhall.votes.forms import BallotForm, CandidateBallotForm
from guildhall.votes.http import ballot_here, published_here
from guildhall.votes.models import RollEntry, Vote
from guildhall.votes.phrases import normal_phrase

VERIFIER = Path(settings.PACKAGE) / "votes" / "verifier" / "verify_bundle.py"


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@at_association
def cast_ballot(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Choose, confirm, receipt. All by POST, so that no choice stands in an address, a log or the browser's history."""
    vote = ballot_here(request, pk)
    form = _form(request, vote)
    if not form.is_valid():
        return render(request, "votes/cast_ballot.html", _ballot(request, vote, form))
    marks, write_ins = _chosen(form)
    if not form.cleaned_data["confirmed"]:
        return render(request, "votes/confirm_ballot.html", _confirm(request, vote, form, marks, write_ins))
    try:
        receipt = actions.cast_ballot(vote, marks=marks, write_ins=write_ins, actor=request.user)
    except RuleError as refusal:
        context = _ballot(request, vote, form) | {"refusal": refusal.message}
        return render(request, "votes/cast_ballot.html", context, status=refusal.status)
    return render(request, "votes/receipt.html", {"vote": vote, "receipt": receipt})


def _form(request: AssociationRequest, vote: Vote) -> BallotForm | CandidateBallotForm:
    given = request.POST if request.method == "POST" else None
    return BallotForm(given) if vote.election_id is None else CandidateBallotForm(given, vote=vote)


def _chosen(form: BallotForm | CandidateBallotForm) -> tuple[str, list[str]]:
    if isinstance(form, CandidateBallotForm):
        return form.marks, form.write_ins
    return form.cleaned_data["marks"], []


def _ballot(
    request: AssociationRequest, vote: Vote, form: BallotForm | CandidateBallotForm
) -> dict[str, object]:
    own = queries.own_entries(vote, request.user)
    free = [entry for entry in own if entry.state == RollEntry.State.MAY_VOTE]
    return {
        "vote": vote,
        "form": form,
        "own": own,
        "free": free,
        "lines": queries.ballot_lines(vote, form.data),
    }


def _confirm(
    request: AssociationRequest,
    vote: Vote,
    form: BallotForm | CandidateBallotForm,
    marks: str,
    write_ins: list[str],
) -> dict[str, object]:
    """What was chosen, read back, with a warning where the ballot would not be valid."""
    return _ballot(request, vote, form) | {
        "marks": marks,
        "write_ins": write_ins,
        "fault": queries.ballot_fault(vote, marks, write_ins),
        "sent": {key: value for key, value in form.data.items() if key != "csrfmiddlewaretoken"},
    }


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
        "ballots": queries.published(vote, page.rows),
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
