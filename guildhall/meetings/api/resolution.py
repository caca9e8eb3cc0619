"""The register of resolutions."""

from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja.pagination import paginate
from pydantic import Field

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.meetings import actions, queries
from guildhall.meetings.http import EXCEL, resolution_at
from guildhall.meetings.models import Resolution
from guildhall.meetings.queries import ResolutionPage
from guildhall.meetings.schemas.fields import Day
from guildhall.meetings.schemas.resolution import (
    RepealIn,
    ResolutionPageOut,
    ResolutionRowOut,
    SupersedeIn,
)

router = AssociationRouter()
RESOLUTION = "resolutions/{resolution_pk}"
Words = Annotated[str, Field(max_length=100)]
Year = Annotated[int, Field(ge=1900, le=2200)]


@router.get("resolutions", response=list[ResolutionRowOut])
@paginate
def resolution_list(
    request: SignedInRequest,
    slug: str,
    body_id: UUID | None = None,
    year: Year | None = None,
    on: Day | None = None,
    q: Words = "",
) -> QuerySet[Resolution]:
    """The register, the newest first; with ``on`` only what is in force on that day."""
    association = find_association(request, slug)
    return queries.resolution_list(request.user, association, body=body_id, year=year, on=on, words=q)


@router.get("resolutions/sheet")
def resolution_sheet(
    request: SignedInRequest,
    slug: str,
    body_id: UUID | None = None,
    year: Year | None = None,
    on: Day | None = None,
    q: Words = "",
) -> HttpResponse:
    """The same as an Excel file."""
    association = find_association(request, slug)
    rows = queries.resolution_list(request.user, association, body=body_id, year=year, on=on, words=q)
    return HttpResponse(queries.resolution_sheet(rows), content_type=EXCEL)


@router.get(RESOLUTION, response=ResolutionPageOut)
def resolution(request: SignedInRequest, slug: str, resolution_pk: UUID) -> ResolutionPage:
    """A resolution with how it was decided, what it superseded and what follows from it."""
    return queries.resolution_page(resolution_at(request, slug, resolution_pk), viewer=request.user)


@router.post(f"{RESOLUTION}/supersede", response=ResolutionRowOut)
def supersede_resolution(
    request: SignedInRequest, slug: str, resolution_pk: UUID, data: SupersedeIn
) -> Resolution:
    found = resolution_at(request, slug, resolution_pk)
    given = data.dict()
    others = queries.resolutions_visible_to(request.user, found.association)
    given["by"] = get_object_or_404(others, pk=given["by"])
    actions.supersede_resolution(found, **given, actor=request.user)
    return resolution_at(request, slug, resolution_pk)


@router.post(f"{RESOLUTION}/repeal", response=ResolutionRowOut)
def repeal_resolution(request: SignedInRequest, slug: str, resolution_pk: UUID, data: RepealIn) -> Resolution:
    actions.repeal_resolution(resolution_at(request, slug, resolution_pk), **data.dict(), actor=request.user)
    return resolution_at(request, slug, resolution_pk)


@router.post(f"{RESOLUTION}/issue", response=ResolutionRowOut)
def issue_resolution(request: SignedInRequest, slug: str, resolution_pk: UUID) -> Resolution:
    """Print it as an official document that anyone can verify by its code."""
    actions.issue_resolution(resolution_at(request, slug, resolution_pk), actor=request.user)
    return resolution_at(request, slug, resolution_pk)
