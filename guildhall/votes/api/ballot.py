"""Ballots, the roll, and proxies."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.accounts.middleware import keep_nothing_of
from guildhall.meetings.http import sitting_at
from guildhall.meetings.models import Invitation
from guildhall.votes import actions, queries
from guildhall.votes.actions import Receipt
from guildhall.votes.http import ballot_at, entry_of, proxy_in, told_to_members_only, vote_at
from guildhall.votes.models import Proxy, RollEntry
from guildhall.votes.queries import Published
from guildhall.votes.schemas.vote import (
    BallotIn,
    ChangedOut,
    EntryOut,
    MoveIn,
    PapersIn,
    ProxyIn,
    ProxyOut,
    PublishedOut,
    ReceiptOut,
)

# A kept answer would hold the receipt's phrase, and the hash of the request tells one of three choices at once.
keep_nothing_of(r"/votes/[^/]+/ballot")
router = AssociationRouter()
VOTE = "votes/{pk}"
PROXIES = "meetings/{meeting_pk}/proxies"


@router.post(f"{VOTE}/ballot", response=ReceiptOut)
def cast_ballot(request: SignedInRequest, slug: str, pk: UUID, data: BallotIn) -> Receipt:
    """Vote, once. An Idempotency-Key is not kept here: a second try is told that one has voted."""
    with told_to_members_only(request, slug):
        return actions.cast_ballot(ballot_at(slug, pk), **data.dict(), actor=request.user)


@router.get(f"{VOTE}/ballots", response=list[PublishedOut])
@paginate
def ballots(request: SignedInRequest, slug: str, pk: UUID, q: str = "") -> list[Published]:
    """The list of a closed vote; ``q``: a part of a phrase, or of a seat's name."""
    return queries.published_ballots(vote_at(request, slug, pk), q)


@router.get(f"{VOTE}/roll", response=list[EntryOut])
@paginate
def roll(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[RollEntry]:
    """Who may vote, by which channel, and who has."""
    return queries.roll_of(vote_at(request, slug, pk))


@router.post(f"{VOTE}/roll/follow", response=ChangedOut)
def follow_attendance(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, int]:
    return {"changed": actions.follow_attendance(vote_at(request, slug, pk), actor=request.user)}


@router.post(f"{VOTE}/papers", response=ChangedOut)
def issue_papers(request: SignedInRequest, slug: str, pk: UUID, data: PapersIn) -> dict[str, int]:
    vote = vote_at(request, slug, pk)
    chosen = data.entries
    entries = None if chosen is None else list(vote.roll.filter(pk__in=chosen))
    return {"changed": actions.issue_papers(vote, entries=entries, actor=request.user)}


@router.post(f"{VOTE}/roll/{{entry_pk}}/move", response=EntryOut)
def move_voter(request: SignedInRequest, slug: str, pk: UUID, entry_pk: UUID, data: MoveIn) -> RollEntry:
    entry = entry_of(vote_at(request, slug, pk), entry_pk)
    return actions.move_voter(entry, **data.dict(), actor=request.user)


@router.post(f"{VOTE}/roll/{{entry_pk}}/take-back", response=EntryOut)
def take_back_paper(request: SignedInRequest, slug: str, pk: UUID, entry_pk: UUID) -> RollEntry:
    return actions.take_back_paper(entry_of(vote_at(request, slug, pk), entry_pk), actor=request.user)


@router.get(PROXIES, response=list[ProxyOut])
@paginate
def proxies(request: SignedInRequest, slug: str, meeting_pk: UUID) -> QuerySet[Proxy]:
    """Whose votes are entrusted to whom in a meeting."""
    return queries.proxy_list(sitting_at(request, slug, meeting_pk))


@router.post(PROXIES, response={201: ProxyOut})
def give_proxy(request: SignedInRequest, slug: str, meeting_pk: UUID, data: ProxyIn) -> Status[Proxy]:
    """The letter is added on the page."""
    giver, holder = (_invitation(request, slug, meeting_pk, pk) for pk in (data.giver, data.holder))
    return Status(201, actions.give_proxy(giver, holder=holder, actor=request.user))


@router.post(f"{PROXIES}/{{proxy_pk}}/revoke", response=ProxyOut)
def revoke_proxy(request: SignedInRequest, slug: str, meeting_pk: UUID, proxy_pk: UUID) -> Proxy:
    proxy = proxy_in(sitting_at(request, slug, meeting_pk), proxy_pk)
    return actions.revoke_proxy(proxy, actor=request.user)


def _invitation(request: HttpRequest, slug: str, meeting_pk: UUID, pk: UUID) -> Invitation:
    meeting = sitting_at(request, slug, meeting_pk)
    invitation = get_object_or_404(meeting.invitations.standing().select_related("person"), pk=pk)
    invitation.meeting = meeting
    return invitation
