"""Votes, their counts and results."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.meetings.http import motion_at
from guildhall.registry.models import Person
from guildhall.votes import actions, queries
from guildhall.votes.http import teller_of, vote_at
from guildhall.votes.models import Count, Teller, Vote
from guildhall.votes.queries import Progress
from guildhall.votes.schemas.vote import (
    ChangedOut,
    CountIn,
    CountOut,
    ProgressOut,
    ReasonIn,
    TellerOut,
    VoteIn,
    VoteOut,
)

router = AssociationRouter()
VOTE = "votes/{pk}"


@router.get("votes", response=list[VoteOut])
@paginate
def vote_list(request: SignedInRequest, slug: str, meeting: UUID | None = None) -> QuerySet[Vote]:
    """Votes that wait for one's own ballot first, then the newest."""
    return queries.vote_list(request.user, find_association(request, slug), meeting=meeting)


@router.post("meetings/{meeting_pk}/motions/{motion_pk}/vote", response={201: VoteOut})
def open_vote(
    request: SignedInRequest, slug: str, meeting_pk: UUID, motion_pk: UUID, data: VoteIn
) -> Status[Vote]:
    motion = motion_at(request, slug, meeting_pk, motion_pk)
    given = data.dict()
    known = Person.objects.filter(association=motion.association)
    tellers = [
        (get_object_or_404(known, pk=pk), role.value)
        for role, field in ((Teller.Role.SCRUTINEER, "scrutineers"), (Teller.Role.TELLER, "tellers"))
        for pk in given.pop(field)
    ]
    return Status(201, actions.open_vote(motion, **given, tellers=tellers, actor=request.user))


@router.get(VOTE, response=VoteOut)
def vote(request: SignedInRequest, slug: str, pk: UUID) -> Vote:
    return vote_at(request, slug, pk)


@router.get(f"{VOTE}/progress", response=ProgressOut)
def progress(request: SignedInRequest, slug: str, pk: UUID) -> Progress:
    """How many ballots are cast, and nothing of what they say."""
    found = vote_at(request, slug, pk)
    return queries.progress_of([found])[found.pk]


@router.post(f"{VOTE}/close", response=VoteOut)
def close_vote(request: SignedInRequest, slug: str, pk: UUID) -> Vote:
    return actions.close_vote(vote_at(request, slug, pk), actor=request.user)


@router.post(f"{VOTE}/declare", response=VoteOut)
def declare_result(request: SignedInRequest, slug: str, pk: UUID) -> Vote:
    return actions.declare_result(vote_at(request, slug, pk), actor=request.user)


@router.post(f"{VOTE}/abandon", response=VoteOut)
def abandon_vote(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Vote:
    return actions.abandon_vote(vote_at(request, slug, pk), **data.dict(), actor=request.user)


@router.get(f"{VOTE}/tellers", response=list[TellerOut])
def tellers(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Teller]:
    """Scrutineers and tellers, and whether they have signed."""
    return vote_at(request, slug, pk).tellers.select_related("person")


@router.post(f"{VOTE}/tellers/{{teller_pk}}/sign", response=TellerOut)
def sign_result(request: SignedInRequest, slug: str, pk: UUID, teller_pk: UUID) -> Teller:
    return actions.sign_result(teller_of(vote_at(request, slug, pk), teller_pk), actor=request.user)


@router.get(f"{VOTE}/counts", response=list[CountOut])
def counts(request: SignedInRequest, slug: str, pk: UUID) -> list[Count]:
    """What was counted by hand."""
    return queries.counts_shown_to(vote_at(request, slug, pk), request.user)


@router.post(f"{VOTE}/counts", response={201: CountOut})
def enter_count(request: SignedInRequest, slug: str, pk: UUID, data: CountIn) -> Status[Count]:
    return Status(201, actions.enter_count(vote_at(request, slug, pk), actor=request.user, **data.dict()))


@router.post(f"{VOTE}/counts/aside", response=ChangedOut)
def set_counts_aside(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, int]:
    return {"changed": actions.set_counts_aside(vote_at(request, slug, pk), actor=request.user)}


@router.get(f"{VOTE}/bundle", response={200: None})
def bundle(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """The bundle of a closed vote, byte for byte, for the verifier."""
    content = queries.bundle_of(vote_at(request, slug, pk))
    return HttpResponse(content, content_type="application/json")
