from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.documents.models import Document
from guildhall.meetings.http import sitting_at
from guildhall.meetings.permissions import require_may_prepare
from guildhall.registry.models import Organization, Person, Post
from guildhall.votes import actions
from guildhall.votes.http import candidate_of, election_at
from guildhall.votes.models import Candidate, Election, Vote
from guildhall.votes.queries.election import candidates_of, election_page
from guildhall.votes.queries.election import election_list as find_elections
from guildhall.votes.queries.papers import ballot_papers as printed_ballots
from guildhall.votes.queries.proclamation import proclamation_of
from guildhall.votes.queries.sheets import candidate_sheet as candidates_as_sheet
from guildhall.votes.queries.sheets import result_sheet as result_as_sheet
from guildhall.votes.schemas.election import (
    AnswerIn,
    CandidateOut,
    ChangeElectionIn,
    CheckedIn,
    ElectionOut,
    ElectionPageOut,
    NamesIn,
    NominationIn,
    OfficeIn,
    PackOut,
    PrepareElectionIn,
    RoundIn,
    RoundOut,
    SentenceOut,
    ShowElectionIn,
    WhyIn,
    WrittenInIn,
)

router = AssociationRouter()
ELECTION = "elections/{pk}"
CANDIDATE = "elections/{pk}/candidates/{candidate_pk}"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("elections", response=list[ElectionOut])
@paginate
def election_list(request: SignedInRequest, slug: str) -> QuerySet[Election]:
    """Elections, the newest first."""
    return find_elections(request.user, find_association(request, slug))


@router.post("meetings/{pk}/elections", response={201: ElectionOut})
def prepare_election(
    request: SignedInRequest, slug: str, pk: UUID, data: PrepareElectionIn
) -> Status[Election]:
    meeting = sitting_at(request, slug, pk)
    given = data.dict()
    given["post"] = get_object_or_404(
        Post.objects.select_related("body"), association=meeting.association_id, pk=given["post"]
    )
    given["item"] = get_object_or_404(meeting.agenda, pk=given["item"]) if given["item"] else None
    if given["started_on"] is None:
        del given["started_on"]
    return Status(201, actions.prepare_election(meeting, **given, actor=request.user))


@router.get(ELECTION, response=ElectionPageOut)
def election(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """The election with its candidates, rounds and what its list still needs."""
    return ElectionPageOut.from_page(election_page(election_at(request, slug, pk), viewer=request.user))


@router.put(ELECTION, response=ElectionOut)
def change_election(request: SignedInRequest, slug: str, pk: UUID, data: ChangeElectionIn) -> Election:
    return actions.change_election(election_at(request, slug, pk), **data.dict(), actor=request.user)


@router.get(f"{ELECTION}/candidates", response=list[CandidateOut])
@paginate
def candidates(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Candidate]:
    """The candidates in the order of the ballot, those without a place after them by name."""
    return candidates_of(election_at(request, slug, pk))


@router.post(f"{ELECTION}/candidates", response={201: CandidateOut})
def nominate(request: SignedInRequest, slug: str, pk: UUID, data: NominationIn) -> Status[Candidate]:
    found = election_at(request, slug, pk)
    given = data.dict()
    person = _known(Person, found, given.pop("person"))
    given["organization"] = _known(Organization, found, given["organization"])
    return Status(201, actions.nominate(found, person, **given, actor=request.user))


@router.post(f"{ELECTION}/candidates/names", response={201: list[CandidateOut]})
def nominate_names(request: SignedInRequest, slug: str, pk: UUID, data: NamesIn) -> Status[list[Candidate]]:
    found = election_at(request, slug, pk)
    return Status(201, actions.nominate_names(found, **data.dict(), actor=request.user))


@router.get(f"{ELECTION}/candidates.xlsx")
def candidate_sheet(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """The candidates as an Excel file."""
    return HttpResponse(
        candidates_as_sheet(election_at(request, slug, pk), viewer=request.user), content_type=SHEET
    )


@router.post(f"{CANDIDATE}/answer", response=CandidateOut)
def answer_nomination(
    request: SignedInRequest, slug: str, pk: UUID, candidate_pk: UUID, data: AnswerIn
) -> Candidate:
    found = candidate_of(election_at(request, slug, pk), candidate_pk)
    return actions.answer_nomination(found, **data.dict(), actor=request.user)


@router.post(f"{CANDIDATE}/withdraw", response=CandidateOut)
def withdraw_candidate(
    request: SignedInRequest, slug: str, pk: UUID, candidate_pk: UUID, data: WhyIn
) -> Candidate:
    found = candidate_of(election_at(request, slug, pk), candidate_pk)
    return actions.withdraw_candidate(found, **data.dict(), actor=request.user)


@router.post(f"{ELECTION}/list/fix", response=ElectionOut)
def fix_slate(request: SignedInRequest, slug: str, pk: UUID, data: CheckedIn) -> Election:
    return actions.fix_slate(election_at(request, slug, pk), **data.dict(), actor=request.user)


@router.post(f"{ELECTION}/list/open", response=ElectionOut)
def unfix_slate(request: SignedInRequest, slug: str, pk: UUID, data: WhyIn) -> Election:
    return actions.unfix_slate(election_at(request, slug, pk), **data.dict(), actor=request.user)


@router.post(f"{ELECTION}/abandon", response=ElectionOut)
def abandon_election(request: SignedInRequest, slug: str, pk: UUID, data: WhyIn) -> Election:
    return actions.abandon_election(election_at(request, slug, pk), **data.dict(), actor=request.user)


@router.post(f"{ELECTION}/show", response=ElectionOut)
def show_election(request: SignedInRequest, slug: str, pk: UUID, data: ShowElectionIn) -> Election:
    return actions.show_election(election_at(request, slug, pk), **data.dict(), actor=request.user)


@router.get(f"{ELECTION}/papers.pdf")
def ballot_papers(
    request: SignedInRequest, slug: str, pk: UUID, copies: Annotated[int, Query(ge=1, le=2000)] = 1
) -> HttpResponse:
    """Paper ballots of the round that is open or comes next, with sheets to count them on."""
    found = election_at(request, slug, pk)
    require_may_prepare(request.user, found.motion.meeting)
    printed = printed_ballots(found, copies=copies)
    if printed is None:
        raise Http404
    return HttpResponse(printed, content_type="application/pdf")


@router.post(f"{ELECTION}/rounds", response={201: RoundOut})
def open_round(request: SignedInRequest, slug: str, pk: UUID, data: RoundIn) -> Status[Vote]:
    found = election_at(request, slug, pk)
    given = data.dict()
    for role in ("scrutineers", "tellers"):
        given[role] = [_known(Person, found, one) for one in given[role]]
    return Status(201, actions.open_round(found, **given, actor=request.user))


@router.get(f"{ELECTION}/proclamation", response=list[SentenceOut])
def proclamation(request: SignedInRequest, slug: str, pk: UUID) -> list[dict[str, str]]:
    """The result in both languages, to be read out."""
    return [one.as_data() for one in proclamation_of(election_at(request, slug, pk))]


@router.get(f"{ELECTION}/result.xlsx")
def result_sheet(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """Everyone's votes in every round as an Excel file."""
    return HttpResponse(
        result_as_sheet(election_at(request, slug, pk), viewer=request.user), content_type=SHEET
    )


@router.post(f"{ELECTION}/conclude", response=ElectionOut)
def conclude_election(request: SignedInRequest, slug: str, pk: UUID, data: WhyIn) -> Election:
    return actions.conclude_election(election_at(request, slug, pk), **data.dict(), actor=request.user)


@router.post(f"{ELECTION}/written-in", response=ElectionOut)
def confirm_written_in(request: SignedInRequest, slug: str, pk: UUID, data: WrittenInIn) -> Election:
    found = election_at(request, slug, pk)
    given = data.dict()
    given["person"] = _known(Person, found, given["person"])
    return actions.confirm_written_in(found, **given, actor=request.user)


@router.post(f"{ELECTION}/office", response=ElectionOut)
def take_office(request: SignedInRequest, slug: str, pk: UUID, data: OfficeIn) -> Election:
    return actions.take_office(election_at(request, slug, pk), **data.dict(), actor=request.user)


@router.post(f"{ELECTION}/pack", response={201: PackOut})
def issue_pack(request: SignedInRequest, slug: str, pk: UUID) -> Status[Document]:
    """The filing pack as one verifiable PDF; parts that do not exist are named in it as missing."""
    return Status(201, actions.issue_pack(election_at(request, slug, pk), actor=request.user))


def _known(rows: Any, election: Election, pk: UUID | None) -> Any:
    """One of the association's people or organizations, 404 where it is of elsewhere; None stays None."""
    if pk is None:
        return None
    return get_object_or_404(rows.objects.filter(association=election.association_id), pk=pk)
