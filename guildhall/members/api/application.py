from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.members import actions, queries
from guildhall.members.models import Application, Member, Tier
from guildhall.members.permissions import may_see_applications
from guildhall.members.schemas import (
    AdmittedOut,
    ApplicationOut,
    ApplicationRowOut,
    ApproveApplicationsIn,
    CouncilOut,
    DecisionIn,
    PreviewOut,
    RefuseApplicationIn,
    ReturnApplicationIn,
)
from guildhall.registry.models import Body

router = AssociationRouter()


def the_application(request: SignedInRequest, slug: str, pk: UUID) -> Application:
    association = find_association(request, slug)
    return get_object_or_404(queries.applications(association, viewer=request.user), pk=pk)


def decision(request: SignedInRequest, slug: str, data: DecisionIn) -> dict[str, Any]:
    """The decision with body and tier in place of their identifiers."""
    association = find_association(request, slug)
    bodies = Body.objects.of(association).visible_to(request.user)
    tiers = Tier.objects.of(association).in_use()
    return {
        "on": data.on,
        "body": get_object_or_404(bodies, pk=data.body_id),
        "resolution": data.resolution,
        "tier": get_object_or_404(tiers, pk=data.tier_id) if data.tier_id else None,
    }


def chosen(request: SignedInRequest, slug: str, pks: list[UUID]) -> list[Application]:
    """The applications of these identifiers; 404 where one is not to be seen here."""
    found = queries.applications(find_association(request, slug), viewer=request.user).filter(pk__in=pks)
    rows = list(found)
    if len(rows) < len(set(pks)):
        raise Http404
    return rows


def admitted(member: Member) -> AdmittedOut:
    return AdmittedOut(member_id=member.pk, number=member.number, name=member.name)


@router.get("applications", response=list[ApplicationRowOut])
@paginate
def application_list(
    request: SignedInRequest, slug: str, state: str = "", q: str = ""
) -> QuerySet[Application]:
    """The queue, newest first. ``state`` is one of the states, or ``waiting`` for what is to be done."""
    return queries.applications(find_association(request, slug), viewer=request.user, state=state, q=q)


@router.get("applications/council", response=CouncilOut)
def council(request: SignedInRequest, slug: str) -> dict[str, Any]:
    """The reviewed applications as a list for the council, and as a text for its agenda."""
    association = find_association(request, slug)
    if not may_see_applications(request.user, association):
        raise Http404
    listed = queries.council_list(association, viewer=request.user)
    return {"text": queries.council_text(listed), "applications": listed}


@router.post("applications/approve", response=list[AdmittedOut])
def approve_applications(
    request: SignedInRequest, slug: str, data: ApproveApplicationsIn
) -> list[AdmittedOut]:
    """All of them by one resolution, or none."""
    association = find_association(request, slug)
    applications = chosen(request, slug, data.application_ids)
    decided = decision(request, slug, data)
    members = actions.approve_applications(association, applications, **decided, actor=request.user)
    return [admitted(member) for member in members]


@router.post("applications/approve/preview", response=PreviewOut)
def preview_approval(request: SignedInRequest, slug: str, data: ApproveApplicationsIn) -> PreviewOut:
    """What that would do. Changes nothing."""
    return PreviewOut(sentences=queries.approval_preview(chosen(request, slug, data.application_ids)))


@router.get("applications/{uuid:pk}", response=ApplicationOut)
def application(request: SignedInRequest, slug: str, pk: UUID) -> Application:
    """One application with its answers, what is missing, and which units of the registry it may be."""
    return the_application(request, slug, pk)


@router.post("applications/{uuid:pk}/return", response=ApplicationOut)
def return_application(
    request: SignedInRequest, slug: str, pk: UUID, data: ReturnApplicationIn
) -> Application:
    return actions.return_application(the_application(request, slug, pk), note=data.note, actor=request.user)


@router.post("applications/{uuid:pk}/review", response=ApplicationOut)
def review_application(request: SignedInRequest, slug: str, pk: UUID) -> Application:
    return actions.review_application(the_application(request, slug, pk), actor=request.user)


@router.post("applications/{uuid:pk}/refuse", response=ApplicationOut)
def refuse_application(
    request: SignedInRequest, slug: str, pk: UUID, data: RefuseApplicationIn
) -> Application:
    found = the_application(request, slug, pk)
    return actions.refuse_application(found, reason=data.reason, actor=request.user)


@router.post("applications/{uuid:pk}/approve", response=AdmittedOut)
def approve_application(request: SignedInRequest, slug: str, pk: UUID, data: DecisionIn) -> AdmittedOut:
    found = the_application(request, slug, pk)
    member = actions.approve_application(found, **decision(request, slug, data), actor=request.user)
    return admitted(member)
