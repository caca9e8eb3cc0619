from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema, Status

from guildhall.accounts.http import SignedInRequest
from guildhall.core.errors import InvalidError
from guildhall.members import actions, queries
from guildhall.members.api import member as reading
from guildhall.members.api.references import meant_tier, the_member
from guildhall.members.models import Member
from guildhall.members.schemas import (
    AdmitIn,
    ChangeTierIn,
    MemberOut,
    RemoveIn,
    ResumeIn,
    SuspendIn,
    WithdrawIn,
)
from guildhall.registry.api.references import meant_body, meant_organization, meant_person

router = reading.router  # one address takes both reading and writing


def given(request: SignedInRequest, slug: str, data: Schema) -> dict[str, Any]:
    """What the action takes: the body and the tier instead of their identifiers."""
    values = data.dict()
    if "body_id" in values:
        values["body"] = meant_body(request, slug, values.pop("body_id"), "body_id")
    if "tier_id" in values:
        values["tier"] = meant_tier(request, slug, values.pop("tier_id"))
    return values


def answer(request: SignedInRequest, member: Member) -> MemberOut:
    return MemberOut.of(queries.member_page(member, viewer=request.user))


@router.post("members", response={201: MemberOut})
def admit_member(request: SignedInRequest, slug: str, data: AdmitIn) -> Status[MemberOut]:
    """By resolution; with the next number, the tier's seat and a certificate."""
    values = given(request, slug, data)
    unit = meant_organization(request, slug, values.pop("organization_id"), "organization_id")
    person = meant_person(request, slug, values.pop("person_id"), "person_id")
    if (holder := unit or person) is None or (unit and person):
        raise InvalidError(
            _("Choose either a unit or a person."), code="one_holder", details={"field": "organization_id"}
        )
    return Status(201, answer(request, actions.admit_member(holder, **values, actor=request.user)))


@router.post("members/{uuid:pk}/tier", response=MemberOut)
def change_tier(request: SignedInRequest, slug: str, pk: UUID, data: ChangeTierIn) -> MemberOut:
    found = the_member(request, slug, pk)
    return answer(request, actions.change_tier(found, **given(request, slug, data), actor=request.user))


@router.post("members/{uuid:pk}/suspend", response=MemberOut)
def suspend_member(request: SignedInRequest, slug: str, pk: UUID, data: SuspendIn) -> MemberOut:
    found = the_member(request, slug, pk)
    return answer(request, actions.suspend_member(found, **given(request, slug, data), actor=request.user))


@router.post("members/{uuid:pk}/resume", response=MemberOut)
def resume_member(request: SignedInRequest, slug: str, pk: UUID, data: ResumeIn) -> MemberOut:
    found = the_member(request, slug, pk)
    return answer(request, actions.resume_member(found, **given(request, slug, data), actor=request.user))


@router.post("members/{uuid:pk}/withdraw", response=MemberOut)
def withdraw_member(request: SignedInRequest, slug: str, pk: UUID, data: WithdrawIn) -> MemberOut:
    """By the member's own letter."""
    found = the_member(request, slug, pk)
    return answer(request, actions.withdraw_member(found, **data.dict(), actor=request.user))


@router.post("members/{uuid:pk}/remove", response=MemberOut)
def remove_member(request: SignedInRequest, slug: str, pk: UUID, data: RemoveIn) -> MemberOut:
    """By a resolution of the council, the standing council or the assembly, with a reason."""
    found = the_member(request, slug, pk)
    return answer(request, actions.remove_member(found, **given(request, slug, data), actor=request.user))
