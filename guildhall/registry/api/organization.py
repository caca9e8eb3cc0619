from uuid import UUID

from django.db.models import QuerySet
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.registry import actions, queries
from guildhall.registry.api.references import meant_organization, the_organization
from guildhall.registry.models import Organization, Seat
from guildhall.registry.schemas import (
    ChangeOrganizationIn,
    OrganizationIn,
    OrganizationOut,
    OrganizationRowOut,
    SeatOut,
)

router = AssociationRouter()


def card(request: SignedInRequest, organization: Organization) -> OrganizationOut:
    return OrganizationOut.of(queries.organization_card(organization, viewer=request.user))


@router.get("organizations", response=list[OrganizationRowOut])
@paginate
def organization_list(
    request: SignedInRequest,
    slug: str,
    q: str = "",
    kind: str = "",
    region: str = "",
    sort: str = "name",
    retired: bool = False,  # noqa: FBT001,FBT002 -- a query parameter
) -> QuerySet[Organization]:
    """Organizations by name. ``q`` is looked for in names, pinyin and credit codes."""
    return queries.organizations(
        find_association(request, slug),
        viewer=request.user,
        q=q,
        kind=kind,
        region=region,
        sort=sort,
        retired=retired,
    )


@router.post("organizations", response={201: OrganizationOut})
def add_organization(request: SignedInRequest, slug: str, data: OrganizationIn) -> Status[OrganizationOut]:
    """A duplicate is refused; ``known`` in the answer is the one that is there already."""
    given = data.dict()
    given["parent"] = meant_organization(request, slug, given.pop("parent_id"), "parent_id")
    new = actions.add_organization(find_association(request, slug), **given, actor=request.user)
    return Status(201, card(request, new))


@router.get("organizations/{uuid:pk}", response=OrganizationOut)
def organization(request: SignedInRequest, slug: str, pk: UUID) -> OrganizationOut:
    return card(request, the_organization(request, slug, pk))


@router.patch("organizations/{uuid:pk}", response=OrganizationOut)
def change_organization(
    request: SignedInRequest, slug: str, pk: UUID, data: ChangeOrganizationIn
) -> OrganizationOut:
    given = data.dict(exclude_unset=True)
    if "parent_id" in given:
        given["parent"] = meant_organization(request, slug, given.pop("parent_id"), "parent_id")
    found = the_organization(request, slug, pk)
    return card(request, actions.change_organization(found, **given, actor=request.user))


@router.get("organizations/{uuid:pk}/seats", response=list[SeatOut])
@paginate
def seats_of_organization(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Seat]:
    """The seats that it holds today."""
    found = the_organization(request, slug, pk)
    return queries.seats_of(found, queries.today_in(found.association))


@router.post("organizations/{uuid:pk}/retire", response=OrganizationOut)
def retire_organization(request: SignedInRequest, slug: str, pk: UUID) -> OrganizationOut:
    found = the_organization(request, slug, pk)
    return card(request, actions.retire_organization(found, actor=request.user))


@router.post("organizations/{uuid:pk}/restore", response=OrganizationOut)
def restore_organization(request: SignedInRequest, slug: str, pk: UUID) -> OrganizationOut:
    found = the_organization(request, slug, pk)
    return card(request, actions.restore_organization(found, actor=request.user))
