from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Query
from ninja.pagination import paginate

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.commitments import actions, queries
from guildhall.commitments.api.rows import router
from guildhall.commitments.export import board_as_excel
from guildhall.commitments.lights import Light
from guildhall.commitments.models import Commitment, FollowUpRules
from guildhall.commitments.queries import BoardFilter
from guildhall.commitments.schemas import BoardIn, CommitmentOut, CountsOut, RulesIn, RulesOut

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(data: BoardIn) -> BoardFilter:
    return BoardFilter(**data.dict())


@router.get("follow-up", response=list[CommitmentOut], url_name="board")
@paginate
def board(request: SignedInRequest, slug: str, data: Query[BoardIn]) -> QuerySet[Commitment]:
    """Commitments that the reader may see, the most urgent first."""
    rows = queries.board(request.user, find_association(request, slug), _asked(data))
    return rows.select_related("course", "superior", "carried_from").prefetch_related("supporting")


@router.get("follow-up/counts", response=CountsOut)
def counts(request: SignedInRequest, slug: str, data: Query[BoardIn]) -> dict[str, int]:
    """How many of them show each light; the filter by light itself does not count."""
    counted: dict[Light, int] = queries.counts(request.user, find_association(request, slug), _asked(data))
    return {light.value: number for light, number in counted.items()}


@router.get("follow-up/excel")
def export_board(request: SignedInRequest, slug: str, data: Query[BoardIn]) -> HttpResponse:
    """The board as an Excel workbook."""
    association = find_association(request, slug)
    rows = queries.board(request.user, association, _asked(data))
    return HttpResponse(board_as_excel(rows, association), content_type=EXCEL)


@router.get("follow-up/mine", response=list[CommitmentOut])
@paginate
def my_commitments(request: SignedInRequest, slug: str) -> QuerySet[Commitment]:
    """What the reader is responsible for and has not finished."""
    rows = queries.my_commitments(request.user, find_association(request, slug))
    return rows.select_related("course", "superior", "carried_from").prefetch_related("supporting")


@router.get("follow-up/to-accept", response=list[CommitmentOut])
@paginate
def to_accept(request: SignedInRequest, slug: str) -> QuerySet[Commitment]:
    """What was reported done and waits for the reader's judgement."""
    rows = queries.to_accept(request.user, find_association(request, slug))
    return rows.select_related("course", "superior", "carried_from").prefetch_related("supporting")


@router.get("follow-up/rules", response=RulesOut)
def follow_up_rules(request: SignedInRequest, slug: str) -> FollowUpRules:
    return queries.follow_up_rules(find_association(request, slug))


@router.put("follow-up/rules", response=RulesOut)
def set_follow_up_rules(request: SignedInRequest, slug: str, data: RulesIn) -> FollowUpRules:
    """When lights turn amber, when reminders go out and when the superior is told; all in days."""
    association = find_association(request, slug)
    return actions.set_follow_up_rules(association=association, **data.dict(), actor=request.user)
