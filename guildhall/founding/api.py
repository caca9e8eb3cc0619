"""The endpoints of foundings, below ``a/{slug}/``; ``outside`` below the root, ``public`` without sign-in."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Router, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.documents.queries import api_file_link
from guildhall.founding import actions, http, queries
from guildhall.founding.models import FirstMember, Founding
from guildhall.founding.schemas import (
    AbandonIn,
    AnswerIn,
    AskedOut,
    AssemblyIn,
    AssemblyOut,
    BeginFoundingIn,
    CountOut,
    FirstMemberOut,
    FirstMembersIn,
    FoundingOut,
    RepresentativeIn,
)
from guildhall.meetings.models import Meeting
from guildhall.registry.models import Person

router = AssociationRouter()
outside = Router()
public = Router(auth=None)


def _found(request: SignedInRequest, slug: str) -> Founding:
    founding = queries.founding_seen(request.user, find_association(request, slug))
    if founding is None:
        raise Http404
    return founding


def _first(request: SignedInRequest, slug: str, pk: UUID) -> FirstMember:
    return get_object_or_404(queries.first_member_list(_found(request, slug)), pk=pk)


def _shown(request: SignedInRequest, founding: Founding) -> dict[str, Any]:
    names = ("id", "state", "initiated_by_zh", "initiated_by_en", "founded_on", "reason")
    keys = ("assembly_id", "charter_motion_id", "election_id")
    fields = {name: getattr(founding, name) for name in (*names, *keys)}
    way = queries.way_of(founding, viewer=request.user)
    has_charter = founding.charter_id is not None
    return fields | {"slug": founding.association.slug, "has_charter": has_charter, "steps": way.steps}


@outside.post("foundings", response={201: FoundingOut})
def begin_founding(request: SignedInRequest, data: BeginFoundingIn) -> Status[dict[str, Any]]:
    """An association that is being founded. You prepare it."""
    return Status(201, _shown(request, actions.begin_founding(**data.dict(), actor=request.user)))


@router.get("founding", response=FoundingOut)
def founding(request: SignedInRequest, slug: str) -> dict[str, Any]:
    """Where the founding stands, step by step."""
    return _shown(request, _found(request, slug))


@router.post("founding/charter", response=FoundingOut)
def put_draft_charter(request: SignedInRequest, slug: str, file: File[UploadedFile]) -> dict[str, Any]:
    found = _found(request, slug)
    put = actions.put_draft_charter(found, name=file.name or "", content=file.open(), actor=request.user)
    return _shown(request, put)


@router.get("founding/members", response=list[FirstMemberOut])
@paginate
def first_member_list(request: SignedInRequest, slug: str) -> QuerySet[FirstMember]:
    return queries.first_member_list(_found(request, slug))


@router.post("founding/members", response={201: CountOut})
def list_first_members(request: SignedInRequest, slug: str, data: FirstMembersIn) -> Status[dict[str, int]]:
    """Put units on the list; all lines or none. ``count``: how many were new."""
    added = actions.list_first_members(_found(request, slug), text=data.text, actor=request.user)
    return Status(201, {"count": len(added)})


@router.post("founding/members/known", response=CountOut)
def list_known_units(request: SignedInRequest, slug: str) -> dict[str, int]:
    """Put every active unit of the directory on the list."""
    return {"count": actions.list_known_units(_found(request, slug), actor=request.user)}


@router.post("founding/members/ask", response=CountOut)
def ask_first_members(request: SignedInRequest, slug: str) -> dict[str, int]:
    """Mail every unit that was not asked yet its own link. ``count``: how many."""
    return {"count": actions.ask_first_members(_found(request, slug), actor=request.user)}


@router.post("founding/members/{uuid:pk}/answer", response=FirstMemberOut)
def answer_first_member(request: SignedInRequest, slug: str, pk: UUID, data: AnswerIn) -> FirstMember:
    """Enter what the unit said by other means."""
    first = _first(request, slug, pk)
    return actions.answer_first_member(first, takes_part=data.takes_part, actor=request.user)


@router.put("founding/members/{uuid:pk}/representative", response=FirstMemberOut)
def name_first_representative(
    request: SignedInRequest, slug: str, pk: UUID, data: RepresentativeIn
) -> FirstMember:
    first = _first(request, slug, pk)
    people = Person.objects.of(first.association).visible_to(request.user)
    person = get_object_or_404(people, pk=data.person_id)
    return actions.name_first_representative(first, person=person, actor=request.user)


@router.delete("founding/members/{uuid:pk}", response={204: None})
def strike_first_member(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    actions.strike_first_member(_first(request, slug, pk), actor=request.user)
    return Status(204, None)


@router.post("founding/assembly", response={201: AssemblyOut})
def convene_assembly(request: SignedInRequest, slug: str, data: AssemblyIn) -> Status[Meeting]:
    """Convene the founding assembly of the units that confirmed."""
    found = _found(request, slug)
    return Status(201, actions.convene_assembly(found, **data.dict(), actor=request.user))


@router.post("founding/assembly/seats", response=CountOut)
def seat_late_units(request: SignedInRequest, slug: str) -> dict[str, int]:
    """Seats and invitations for units that confirmed after the assembly was convened."""
    return {"count": actions.seat_late_units(_found(request, slug), actor=request.user)}


@router.post("founding/complete", response=FoundingOut)
def complete_founding(request: SignedInRequest, slug: str) -> dict[str, Any]:
    """The association comes into being by what its founding assembly decided."""
    return _shown(request, actions.complete_founding(_found(request, slug), actor=request.user))


@router.post("founding/abandon", response=FoundingOut)
def abandon_founding(request: SignedInRequest, slug: str, data: AbandonIn) -> dict[str, Any]:
    found = _found(request, slug)
    return _shown(request, actions.abandon_founding(found, reason=data.reason, actor=request.user))


def _asked(first: FirstMember) -> dict[str, Any]:
    charter = first.founding.charter
    return {
        "association": first.association.name,
        "unit": first.organization.name,
        "representative": first.representative.name if first.representative else None,
        "state": first.state,
        "may_answer": first.founding.state == Founding.State.PREPARING,
        "charter": api_file_link(charter, None) if charter else "",
    }


@public.get("p/{slug}/founding/{uuid:pk}/{code}", response=AskedOut)
def asked_first_member(request: HttpRequest, slug: str, pk: UUID, code: str) -> dict[str, Any]:
    """What a unit is asked, for who has its link."""
    return _asked(http.first_member_at(request, slug, pk, code))


@public.post("p/{slug}/founding/{uuid:pk}/{code}", response=AskedOut)
def answer_by_link(request: HttpRequest, slug: str, pk: UUID, code: str, data: AnswerIn) -> dict[str, Any]:
    """The unit's answer, by its link."""
    first = http.first_member_at(request, slug, pk, code)
    actions.answer_first_member(first, takes_part=data.takes_part, code=code, actor=None)
    return _asked(first)
