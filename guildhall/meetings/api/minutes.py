from uuid import UUID

from django.http import Http404
from ninja import Status

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.meetings import actions, queries
from guildhall.meetings.http import minutes_at, sitting_at
from guildhall.meetings.models import Minutes
from guildhall.meetings.schemas.minutes import (
    ComparisonOut,
    DraftIn,
    MinutesIn,
    MinutesOut,
    ReturnIn,
    VersionIn,
)

router = AssociationRouter()
MINUTES = "meetings/{pk}/minutes"


@router.get(MINUTES, response=MinutesOut)
def minutes(request: SignedInRequest, slug: str, pk: UUID) -> MinutesOut:
    return _page(request, minutes_at(request, slug, pk))


@router.get(f"{MINUTES}/compare", response=ComparisonOut)
def compare_minutes(request: SignedInRequest, slug: str, pk: UUID, old: int, new: int) -> ComparisonOut:
    """What changed between two versions."""
    found = minutes_at(request, slug, pk)
    versions = [queries.version_of(found, number) for number in (old, new)]
    if versions[0] is None or versions[1] is None:
        raise Http404
    return ComparisonOut.of(versions[0], versions[1])


@router.post(f"{MINUTES}/draft", response={201: MinutesOut})
def draft_minutes(request: SignedInRequest, slug: str, pk: UUID, data: DraftIn) -> Status[MinutesOut]:
    """Fill the minutes from the record, in both languages."""
    drafted = actions.draft_minutes(sitting_at(request, slug, pk), **data.dict(), actor=request.user)
    return Status(201, _page(request, drafted))


@router.put(MINUTES, response=MinutesOut)
def save_minutes(request: SignedInRequest, slug: str, pk: UUID, data: MinutesIn) -> MinutesOut:
    found = minutes_at(request, slug, pk)
    return _page(request, actions.save_minutes(found, **data.dict(), actor=request.user))


@router.post(f"{MINUTES}/submit", response=MinutesOut)
def submit_minutes(request: SignedInRequest, slug: str, pk: UUID, data: VersionIn) -> MinutesOut:
    found = minutes_at(request, slug, pk)
    return _page(request, actions.submit_minutes(found, **data.dict(), actor=request.user))


@router.post(f"{MINUTES}/return", response=MinutesOut)
def return_minutes(request: SignedInRequest, slug: str, pk: UUID, data: ReturnIn) -> MinutesOut:
    found = minutes_at(request, slug, pk)
    return _page(request, actions.return_minutes(found, **data.dict(), actor=request.user))


@router.post(f"{MINUTES}/approve", response=MinutesOut)
def approve_minutes(request: SignedInRequest, slug: str, pk: UUID, data: VersionIn) -> MinutesOut:
    found = minutes_at(request, slug, pk)
    return _page(request, actions.approve_minutes(found, **data.dict(), actor=request.user))


def _page(request: SignedInRequest, found: Minutes) -> MinutesOut:
    return MinutesOut.of(queries.minutes_page(found, viewer=request.user))
