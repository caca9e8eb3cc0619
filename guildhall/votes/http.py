"""Finding a vote or an election for a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from guildhall.accounts.http import AssociationRequest, find_association
from guildhall.core.errors import NotAllowedError
from guildhall.meetings.models import Meeting
from guildhall.meetings.permissions import require_may_prepare
from guildhall.votes import queries
from guildhall.votes.keys import destroy_if_spent
from guildhall.votes.models import Candidate, Election, Proxy, RollEntry, Teller, Vote
from guildhall.votes.queries.election import elections_visible_to, may_see_candidates

# Of a vote, its meeting and its election, what casting looks at; it is read two hundred times a second.
READ = (
    *("association_id", "meeting_id", "election_id", "state", "is_secret", "in_room", "online"),
    *("slate", "seats", "seal", "rule", "meeting__mode", "election__write_ins"),
)


def vote_here(request: AssociationRequest, pk: UUID) -> Vote:
    """The vote for a page, where the reader may see it, else 404. A key that a crash left behind goes now."""
    vote = get_object_or_404(queries.votes_visible_to(request.user, request.association), pk=pk)
    destroy_if_spent(vote)
    return vote


def vote_at(request: HttpRequest, slug: str, pk: UUID) -> Vote:
    """The same for an endpoint."""
    find_association(request, slug)
    return vote_here(cast(AssociationRequest, request), pk)


def ballot_here(request: AssociationRequest, pk: UUID) -> Vote:
    """The vote for those who come by the hundred to cast a ballot: the roll alone says whether they may."""
    votes = Vote.objects.select_related("meeting", "election")
    vote = get_object_or_404(votes, association=request.association, pk=pk)
    vote.association = vote.meeting.association = request.association
    return vote


def ballot_at(slug: str, pk: UUID) -> Vote:
    """The same for an endpoint, in one query. The roll says who may cast."""
    votes = Vote.objects.select_related("meeting", "election").only(*READ)
    return get_object_or_404(votes, association__slug=slug, pk=pk)


@contextmanager
def told_to_members_only(request: HttpRequest, slug: str) -> Iterator[None]:
    """Whoever is refused inside learns why if they belong to the association; to others nothing is there: 404."""
    try:
        yield
    except NotAllowedError:
        find_association(request, slug)
        raise


def entry_of(vote: Vote, pk: UUID) -> RollEntry:
    entry = get_object_or_404(vote.roll, pk=pk)
    entry.vote = vote
    return entry


def teller_of(vote: Vote, pk: UUID) -> Teller:
    teller = get_object_or_404(vote.tellers.select_related("person", "association"), pk=pk)
    teller.vote = vote
    return teller


def published_here(request: AssociationRequest, pk: UUID) -> Vote:
    """A vote whose ballots may be read; before its closing there is nothing to find."""
    vote = vote_here(request, pk)
    if not queries.is_published(vote):
        raise Http404
    return vote


def proxy_in(meeting: Meeting, pk: UUID) -> Proxy:
    return get_object_or_404(queries.proxy_list(meeting), pk=pk)


def election_here(request: AssociationRequest, pk: UUID) -> Election:
    """The election for a page, where the reader may see what goes on in its meeting; else 404."""
    election = get_object_or_404(elections_visible_to(request.user, request.association), pk=pk)
    if not may_see_candidates(request.user, election):
        raise Http404
    return election


def prepared_election(request: AssociationRequest, pk: UUID) -> Election:
    """The election for those who prepare its meeting; 403 for other readers."""
    election = election_here(request, pk)
    require_may_prepare(request.user, election.motion.meeting)
    return election


def election_at(request: HttpRequest, slug: str, pk: UUID) -> Election:
    """The same for an endpoint."""
    find_association(request, slug)
    return election_here(cast(AssociationRequest, request), pk)


def candidate_of(election: Election, pk: UUID) -> Candidate:
    """A candidate of the election."""
    candidates = election.candidates.select_related("person__user", "organization", "association")
    candidate = get_object_or_404(candidates, pk=pk)
    candidate.election = election
    return candidate
