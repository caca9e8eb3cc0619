from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Query, Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.api.cooperation import find_cooperation
from guildhall.cooperation.models import Visit
from guildhall.cooperation.schemas.project import (
    AmendVisitIn,
    DraftedOut,
    EventOut,
    FromVisitIn,
    HistoryAsked,
    VisitIn,
    VisitOut,
)
from guildhall.exchange.models import Listing
from guildhall.registry.api.references import meant_organization, meant_person, needed

router = AssociationRouter()


def find_visit(request: SignedInRequest, slug: str, pk: UUID) -> Visit:
    return get_object_or_404(queries.visit_list(request.user, find_association(request, slug)), pk=pk)


def _details(request: SignedInRequest, slug: str, data: VisitIn) -> dict[str, Any]:
    sent = data.dict(exclude_unset=True, exclude={"version"})
    for name in ("visitors", "hosts"):
        if name in sent:
            keys = dict.fromkeys(sent[name])
            sent[name] = [needed(meant_organization(request, slug, key, name), name) for key in keys]
    if "people" in sent:
        keys = dict.fromkeys(sent["people"])
        sent["people"] = [needed(meant_person(request, slug, key, "people"), "people") for key in keys]
    if sent.get("cooperation") is not None:
        sent["cooperation"] = find_cooperation(request, slug, sent["cooperation"])
    return sent


@router.get("cooperation/visits", response=list[VisitOut])
@paginate
def visit_list(request: SignedInRequest, slug: str, q: str = "", year: int | None = None) -> QuerySet[Visit]:
    """Those that you see, the latest first."""
    return queries.visit_list(request.user, find_association(request, slug), q=q[:80], year=year)


@router.post("cooperation/visits", response={201: VisitOut})
def note_visit(request: SignedInRequest, slug: str, data: VisitIn) -> Status[Visit]:
    association = find_association(request, slug)
    noted = actions.note_visit(association, **_details(request, slug, data), actor=request.user)
    return Status(201, find_visit(request, slug, noted.pk))


@router.get("cooperation/visits/{uuid:pk}", response=VisitOut)
def visit(request: SignedInRequest, slug: str, pk: UUID) -> Visit:
    return find_visit(request, slug, pk)


@router.patch("cooperation/visits/{uuid:pk}", response=VisitOut)
def amend_visit(request: SignedInRequest, slug: str, pk: UUID, data: AmendVisitIn) -> Visit:
    shown, given = find_visit(request, slug, pk), _details(request, slug, data)
    actions.amend_visit(shown, version=data.version, **given, actor=request.user)
    return find_visit(request, slug, pk)


@router.post("cooperation/visits/{uuid:pk}/draft", response={201: DraftedOut})
def draft_from_visit(request: SignedInRequest, slug: str, pk: UUID, data: FromVisitIn) -> Status[Listing]:
    """A need or offer that came to light on the visit, as a draft."""
    shown = find_visit(request, slug, pk)
    whose = meant_organization(request, slug, data.organization, "organization")
    given = data.dict(exclude={"organization"})
    return Status(201, actions.draft_from_visit(shown, organization=whose, **given, actor=request.user))


@router.get("cooperation/history", response=list[EventOut])
def history(request: SignedInRequest, slug: str, asked: Query[HistoryAsked]) -> list[queries.Event]:
    """What one organization did with others, or several (``organization`` repeated) with each other."""
    association = find_association(request, slug)
    chosen = queries.organizations_asked(association, asked.organization)
    return queries.history(chosen, viewer=request.user, association=association)


@router.get("cooperation/{uuid:pk}/history", response=list[EventOut])
def cooperation_history(request: SignedInRequest, slug: str, pk: UUID) -> list[queries.Event]:
    """What belongs to one cooperation, and what its parties did with each other beside it."""
    shown = find_cooperation(request, slug, pk)
    association = find_association(request, slug)
    return queries.cooperation_history(shown, viewer=request.user, association=association)
