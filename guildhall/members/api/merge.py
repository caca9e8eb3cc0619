from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.core.errors import InvalidError
from guildhall.jobs.models import Job
from guildhall.members import actions
from guildhall.members.models import LikelyPair, Merge, NotSame
from guildhall.members.permissions import may_keep_members
from guildhall.members.queries import merge as queries
from guildhall.members.schemas.merge import (
    ComparisonOut,
    LikelyPairOut,
    MergeIn,
    MergeOut,
    MergeRowOut,
    NotSameOut,
    PairIn,
    SearchOut,
)
from guildhall.registry.models import Organization

router = AssociationRouter()


def _kept_by(request: SignedInRequest, slug: str) -> Association:
    association = find_association(request, slug)
    if not may_keep_members(request.user, association):
        raise Http404
    return association


def _rows(request: SignedInRequest, slug: str) -> Any:
    association = find_association(request, slug)
    rows = Organization.objects.of(association).visible_to(request.user)
    return rows.select_related("association", "parent")


def _meant(request: SignedInRequest, slug: str, pk: UUID, field: str) -> Organization:
    found: Organization | None = _rows(request, slug).filter(pk=pk).first()
    if found is None:
        message = _("There is no organization with the identifier %(id)s here (%(field)s).")
        raise InvalidError(
            message % {"id": pk, "field": field}, code="unknown_reference", details={"field": field}
        )
    return found


@router.get("duplicates", response=list[LikelyPairOut])
@paginate
def likely_pair_list(request: SignedInRequest, slug: str) -> QuerySet[LikelyPair]:
    """Entries that the last search found to be likely one firm, and why; the likeliest first."""
    return queries.likely_pairs_of(_kept_by(request, slug))


@router.post("duplicates/search", response={202: SearchOut})
def find_duplicates(request: SignedInRequest, slug: str) -> Status[Job]:
    """Search in the background. ``search_progress`` says how far it is."""
    return Status(202, actions.find_duplicates(find_association(request, slug), actor=request.user))


@router.get("duplicates/search", response=SearchOut)
def search_progress(request: SignedInRequest, slug: str) -> Job:
    """The newest search."""
    search = queries.last_search(_kept_by(request, slug))
    if search is None:
        raise Http404
    return search


@router.get("duplicates/{uuid:kept}/{uuid:gone}", response=ComparisonOut)
def compare(request: SignedInRequest, slug: str, kept: UUID, gone: UUID) -> ComparisonOut:
    """Two entries side by side, and everything that merging them would do."""
    _kept_by(request, slug)
    entries = (get_object_or_404(_rows(request, slug), pk=pk) for pk in (kept, gone))
    return ComparisonOut.of(queries.comparison(*entries))


@router.get("told-apart", response=list[NotSameOut])
@paginate
def not_same_list(request: SignedInRequest, slug: str) -> QuerySet[NotSame]:
    """Pairs of which somebody said that they are two firms."""
    return queries.told_apart(_kept_by(request, slug))


@router.post("told-apart", response={201: NotSameOut})
def tell_apart(request: SignedInRequest, slug: str, data: PairIn) -> Status[NotSame]:
    first = _meant(request, slug, data.first_id, "first_id")
    second = _meant(request, slug, data.second_id, "second_id")
    return Status(201, actions.tell_apart(first, second, actor=request.user))


@router.delete("told-apart/{uuid:pk}", response={204: None})
def compare_again(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    rows: Any = NotSame.objects.of(find_association(request, slug)).visible_to(request.user)
    pair = get_object_or_404(rows.select_related("association", "first", "second"), pk=pk)
    actions.compare_again(pair, actor=request.user)
    return Status(204, None)


@router.get("merges", response=list[MergeRowOut])
@paginate
def merge_list(request: SignedInRequest, slug: str) -> QuerySet[Merge]:
    return queries.merges(_kept_by(request, slug))


@router.post("merges", response={201: MergeOut})
def merge_organizations(request: SignedInRequest, slug: str, data: MergeIn) -> Status[Merge]:
    """Refused (409) with its reason: see ``hindrances`` of ``compare``."""
    made = actions.merge_organizations(
        _meant(request, slug, data.kept_id, "kept_id"),
        _meant(request, slug, data.gone_id, "gone_id"),
        versions=data.versions,
        choose=data.choose,
        actor=request.user,
    )
    return Status(201, made)


@router.get("merges/{uuid:pk}", response=MergeOut)
def merge(request: SignedInRequest, slug: str, pk: UUID) -> Merge:
    return get_object_or_404(queries.merges(_kept_by(request, slug)), pk=pk)


@router.post("merges/{uuid:pk}/undo", response=MergeOut)
def undo_merge(request: SignedInRequest, slug: str, pk: UUID) -> Merge:
    """Refused (409) with what to do first: see ``hindrances`` of the merge."""
    rows = queries.merges(find_association(request, slug)).visible_to(request.user)
    found = get_object_or_404(rows.select_related("association"), pk=pk)
    return actions.undo_merge(found, actor=request.user)
