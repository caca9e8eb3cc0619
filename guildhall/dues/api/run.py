from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.core.paging import page_of
from guildhall.dues import actions, queries
from guildhall.dues.api.notice import whole_notice
from guildhall.dues.models import DuesRun
from guildhall.dues.schemas import MemberIn, PreviewLineOut, RunIn, RunOut, WholeNoticeOut, WholeRunOut
from guildhall.members.models import Member
from guildhall.registry.api.references import meant, needed

router = AssociationRouter()


def find_run(request: SignedInRequest, slug: str, pk: UUID) -> DuesRun:
    return get_object_or_404(queries.run_list(request.user, find_association(request, slug)), pk=pk)


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = find_run(request, slug, pk)
    told = queries.preview(shown)
    fields = {name: getattr(shown, name) for name in RunOut.model_fields}
    return fields | {
        "tiers": told.tiers,
        "without": [
            {"reason": reason, "label": label, "count": count} for reason, label, count in told.without
        ],
        "booked": queries.booked_of(shown),
        "acts": sorted(queries.run_acts(request.user, shown)),
    }


@router.get("dues/runs", response=list[RunOut])
@paginate
def run_list(request: SignedInRequest, slug: str) -> QuerySet[DuesRun]:
    association = find_association(request, slug)
    if not queries.may_read_money(request.user, association):
        raise Http404
    return queries.run_list(request.user, association)


@router.post("dues/runs", response={201: WholeRunOut})
def prepare_run(request: SignedInRequest, slug: str, data: RunIn) -> Status[dict[str, Any]]:
    """A preview; nothing is owed yet. Prepared again, it is for those who have no notice yet."""
    association = find_association(request, slug)
    standards = queries.standard_list(request.user, association)
    given = data.dict(exclude={"standard_id"})
    standard = needed(meant(request, slug, data.standard_id, standards, "standard_id"), "standard_id")
    run = actions.prepare_run(association, standard=standard, **given, actor=request.user)
    return Status(201, _answer(request, slug, run.pk))


@router.get("dues/runs/{uuid:pk}", response=WholeRunOut)
def run(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.get("dues/runs/{uuid:pk}/lines", response=list[PreviewLineOut])
def run_lines(
    request: SignedInRequest, slug: str, pk: UUID, outcome: str = queries.GETS, q: str = "", page: int = 1
) -> list[queries.PreviewLine]:
    """What each member gets, fifty a page; with ``outcome`` those who get none for that reason."""
    shown = find_run(request, slug, pk)
    rows = page_of(queries.preview_rows(shown, outcome, q), page)
    return queries.preview_lines(shown, rows, outcome)


@router.post("dues/runs/{uuid:pk}/book", response=WholeRunOut)
def book_run(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """Begins in the background; ``job_id`` tells how far it is."""
    actions.book_run(find_run(request, slug, pk), actor=request.user)
    return _answer(request, slug, pk)


@router.post("dues/runs/{uuid:pk}/send", response=WholeRunOut)
def send_run(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """Begins in the background; ``job_id`` tells how far it is."""
    actions.send_run(find_run(request, slug, pk), actor=request.user)
    return _answer(request, slug, pk)


@router.post("dues/runs/{uuid:pk}/add", response={201: WholeNoticeOut})
def issue_notice(request: SignedInRequest, slug: str, pk: UUID, data: MemberIn) -> Status[dict[str, Any]]:
    """One notice for one member, by a run that is booked."""
    shown = find_run(request, slug, pk)
    member = needed(meant(request, slug, data.member_id, Member.objects.all(), "member_id"), "member_id")
    issued = actions.issue_notice(shown, member=member, actor=request.user)
    return Status(201, whole_notice(request, slug, issued.pk))
