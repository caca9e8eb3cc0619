from collections.abc import Iterable
from typing import Any

from ninja import Router, Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.registry import actions, queries
from guildhall.registry.schemas import (
    AssociationIn,
    AssociationOut,
    FoundAssociationIn,
    PermissionRowOut,
    PresetOut,
    StepOut,
)

router = AssociationRouter()
outside = Router()


@outside.post("associations", response={201: AssociationOut})
def found_association(request: SignedInRequest, data: FoundAssociationIn) -> Status[Association]:
    """A new association with the bodies, posts and rules of its kind. You become its secretary-general."""
    return Status(201, actions.found_association(**data.dict(), actor=request.user))


@outside.get("presets", response=list[PresetOut])
def presets(request: SignedInRequest) -> list[dict[str, Any]]:
    """Sets of charter rules to begin with."""
    return [{"key": key, "name": name} for key, name in queries.presets()]


@router.get("", response=AssociationOut)
def association(request: SignedInRequest, slug: str) -> Association:
    return find_association(request, slug)


@router.patch("", response=AssociationOut)
def change_association(request: SignedInRequest, slug: str, data: AssociationIn) -> Association:
    given = data.dict(exclude_unset=True)
    return actions.change_association(find_association(request, slug), **given, actor=request.user)


@router.get("first-steps", response=list[StepOut])
def first_steps(request: SignedInRequest, slug: str) -> list[queries.Step]:
    """What a new association does first, and what of it is done."""
    return queries.first_steps(find_association(request, slug), viewer=request.user)


@router.get("permissions", response=list[PermissionRowOut])
@paginate
def permission_table(request: SignedInRequest, slug: str) -> Iterable[queries.PermissionRow]:
    """Which powers each post gives, and who holds it today."""
    association = find_association(request, slug)
    return queries.permission_table(association, queries.today_in(association), viewer=request.user)
