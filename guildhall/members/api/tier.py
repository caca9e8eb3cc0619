from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.members import actions, queries
from guildhall.members.api.references import the_tier
from guildhall.members.models import Tier
from guildhall.members.permissions import require_sees_members
from guildhall.members.schemas import EditTierIn, TierCountOut, TierIn, TierOut, TierRowOut
from guildhall.registry.api.references import meant_body
from guildhall.registry.queries import today_in

router = AssociationRouter()


@router.get("tiers", response=list[TierRowOut])
@paginate
def tier_list(
    request: SignedInRequest,
    slug: str,
    retired: bool = False,  # noqa: FBT001,FBT002 -- a query parameter
) -> QuerySet[Tier]:
    """The tiers by rank, with how many members are of each; ``retired`` ones too where asked for."""
    return queries.tiers(find_association(request, slug), viewer=request.user, retired=retired)


@router.get("tiers/counts", response=list[TierCountOut])
def counts_by_tier(request: SignedInRequest, slug: str, on: date | None = None) -> list[queries.TierCount]:
    """How many members are of each tier, today or on a day."""
    association = find_association(request, slug)
    require_sees_members(request.user, association)
    return queries.counts_by_tier(association, on or today_in(association))


@router.post("tiers", response={201: TierOut})
def create_tier(request: SignedInRequest, slug: str, data: TierIn) -> Status[Tier]:
    given = data.dict()
    given["seat_in"] = meant_body(request, slug, given.pop("seat_in_id"), "seat_in_id")
    return Status(201, actions.create_tier(find_association(request, slug), **given, actor=request.user))


@router.patch("tiers/{uuid:pk}", response=TierOut)
def edit_tier(request: SignedInRequest, slug: str, pk: UUID, data: EditTierIn) -> Tier:
    given = data.dict(exclude_unset=True)
    if "seat_in_id" in given:
        given["seat_in"] = meant_body(request, slug, given.pop("seat_in_id"), "seat_in_id")
    return actions.edit_tier(the_tier(request, slug, pk), **given, actor=request.user)


@router.post("tiers/{uuid:pk}/retire", response=TierOut)
def retire_tier(request: SignedInRequest, slug: str, pk: UUID) -> Tier:
    return actions.retire_tier(the_tier(request, slug, pk), actor=request.user)


@router.post("tiers/{uuid:pk}/restore", response=TierOut)
def restore_tier(request: SignedInRequest, slug: str, pk: UUID) -> Tier:
    return actions.restore_tier(the_tier(request, slug, pk), actor=request.user)
