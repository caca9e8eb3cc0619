"""From identifiers to the things that the caller may see."""

from typing import cast
from uuid import UUID

from django.utils.translation import gettext as _

from guildhall.accounts.http import AssociationRequest, SignedInRequest, find_association
from guildhall.chain import queries
from guildhall.chain.models import Chain, Flow, IndustryClass, Segment
from guildhall.core.errors import NotAllowedError
from guildhall.registry.api.references import meant, meant_organization
from guildhall.registry.models import Organization


def here(request: SignedInRequest, slug: str) -> AssociationRequest:
    """The request inside its association; 404 for whoever does not belong there."""
    find_association(request, slug)
    return cast(AssociationRequest, request)


def readers(request: SignedInRequest, slug: str) -> AssociationRequest:
    """The same, refused for guests: they see what is public."""
    inside = here(request, slug)
    if not queries.may_see_chains(inside.user, inside.association):
        raise NotAllowedError(_("Guests see the chains that are public."), code="not_allowed")
    return inside


def the_firm(request: SignedInRequest, slug: str, pk: UUID, field: str = "organization_id") -> Organization:
    """A firm that is named inside a request; refused where there is none."""
    return cast(Organization, meant_organization(request, slug, pk, field))


def meant_class(request: SignedInRequest, slug: str, pk: UUID | None) -> IndustryClass | None:
    return meant(request, slug, pk, IndustryClass.objects.all(), "industry_class_id")


def meant_flow(request: SignedInRequest, slug: str, pk: UUID | None) -> Flow | None:
    return meant(request, slug, pk, Flow.objects.select_related("chain__association"), "flow_id")


def meant_segment(request: SignedInRequest, slug: str, pk: UUID, chain: Chain, field: str) -> Segment:
    rows = Segment.objects.filter(chain=chain).select_related("chain__association")
    return cast(Segment, meant(request, slug, pk, rows, field))
