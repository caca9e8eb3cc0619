"""From identifiers to the things that the caller may see."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.members import queries
from guildhall.members.models import Member, Tier
from guildhall.registry.api.references import found, meant, needed


def the_tier(request: SignedInRequest, slug: str, pk: UUID) -> Tier:
    return found(request, slug, pk, Tier.objects.select_related("association", "seat_in"))


def the_member(request: SignedInRequest, slug: str, pk: UUID) -> Member:
    association = find_association(request, slug)
    return get_object_or_404(queries.members_to_show(association, viewer=request.user), pk=pk)


def meant_tier(request: SignedInRequest, slug: str, pk: UUID, field: str = "tier_id") -> Tier:
    return needed(
        meant(request, slug, pk, Tier.objects.select_related("association", "seat_in"), field), field
    )
