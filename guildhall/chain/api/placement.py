from uuid import UUID

from django.db.models import QuerySet
from ninja import File, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.chain import actions, queries
from guildhall.chain.api.finding import here, meant_flow, meant_segment, readers, the_firm
from guildhall.chain.http import find_chain, find_placement, find_segment, find_supply
from guildhall.chain.models import Placement, Supply
from guildhall.chain.schemas import (
    ChangePlacementIn,
    OwnPlacesOut,
    PlacedOut,
    PlacementIn,
    PlacementOut,
    PlacesIn,
    SuggestionOut,
    SupplyIn,
    SupplyOut,
)
from guildhall.registry.schemas.fields import Ref

router = AssociationRouter()


def _answer(request: SignedInRequest, placement: Placement) -> PlacementOut:
    return PlacementOut.of(queries.place_line(placement, viewer=request.user))


@router.get("chains/places", response=list[OwnPlacesOut])
def own_places(request: SignedInRequest, slug: str) -> list[OwnPlacesOut]:
    """Where the caller's own firms stand on the chains, and where they seem to belong."""
    return [
        OwnPlacesOut(
            organization=Ref(id=one.organization.pk, name=one.organization.name),
            placements=[PlacementOut.of(line) for line in one.lines],
            suggestions=[SuggestionOut.of(suggestion) for suggestion in one.suggestions],
        )
        for one in queries.own_places(request.user, readers(request, slug).association)
    ]


@router.get("chains/segments/suggest", response=list[SuggestionOut])
def suggest_segments(request: SignedInRequest, slug: str, text: str) -> list[SuggestionOut]:
    """The segments that a description seems to belong to, with the words they share."""
    association = readers(request, slug).association
    return [SuggestionOut.of(one) for one in queries.suggest_segments(association, text)]


@router.post("chains/segments/{uuid:pk}/placements", response={201: PlacementOut})
def propose_placement(
    request: SignedInRequest, slug: str, pk: UUID, data: PlacementIn
) -> Status[PlacementOut]:
    """A firm on a segment, to be confirmed by the firm or a keeper of the chain."""
    given = data.dict()
    given["organization"] = the_firm(request, slug, given.pop("organization_id"))
    shown = find_segment(here(request, slug), pk)
    return Status(201, _answer(request, actions.propose_placement(shown, **given, actor=request.user)))


@router.post("chains/placements/{uuid:pk}/confirm", response=PlacementOut)
def confirm_placement(request: SignedInRequest, slug: str, pk: UUID) -> PlacementOut:
    shown = find_placement(here(request, slug), pk)
    return _answer(request, actions.confirm_placement(shown, actor=request.user))


@router.patch("chains/placements/{uuid:pk}", response=PlacementOut)
def change_placement(request: SignedInRequest, slug: str, pk: UUID, data: ChangePlacementIn) -> PlacementOut:
    shown = find_placement(here(request, slug), pk)
    return _answer(
        request, actions.change_placement(shown, **data.dict(exclude_unset=True), actor=request.user)
    )


@router.delete("chains/placements/{uuid:pk}", response={204: None})
def remove_placement(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    actions.remove_placement(find_placement(here(request, slug), pk), actor=request.user)
    return Status(204, None)


@router.post("chains/{uuid:pk}/placements", response=PlacedOut)
def place_organizations(request: SignedInRequest, slug: str, pk: UUID, data: PlacesIn) -> PlacedOut:
    """Many firms at once, confirmed; what is confirmed already is passed over."""
    chain = find_chain(here(request, slug), pk)
    places = [
        actions.Place(
            meant_segment(request, slug, one.segment_id, chain, "segment_id"),
            the_firm(request, slug, one.organization_id),
            one.role,
        )
        for one in data.places
    ]
    placed = actions.place_organizations(chain, places=places, actor=request.user)
    return PlacedOut(confirmed=len(placed))


@router.post("chains/{uuid:pk}/placements/import", response=PlacedOut)
def import_placements(request: SignedInRequest, slug: str, pk: UUID, file: File[UploadedFile]) -> PlacedOut:
    """A spreadsheet as the page's export writes it; refused as a whole with every row that cannot be taken."""
    chain = find_chain(here(request, slug), pk)
    stored = actions.import_placements(chain, name=file.name or "", content=file.open(), actor=request.user)
    return PlacedOut(confirmed=len(stored))


@router.get("chains/supplies", response=list[SupplyOut])
@paginate
def supply_list(request: SignedInRequest, slug: str) -> QuerySet[Supply]:
    """Who supplies whom: all for keepers of the chains, else what the caller's own firms are part of."""
    return queries.supplies(readers(request, slug).association, viewer=request.user)


@router.post("chains/supplies", response={201: SupplyOut})
def state_supply(request: SignedInRequest, slug: str, data: SupplyIn) -> Status[Supply]:
    given = data.dict()
    given["supplier"] = the_firm(request, slug, given.pop("supplier_id"), "supplier_id")
    given["customer"] = the_firm(request, slug, given.pop("customer_id"), "customer_id")
    given["flow"] = meant_flow(request, slug, given.pop("flow_id"))
    return Status(201, actions.state_supply(find_association(request, slug), **given, actor=request.user))


@router.post("chains/supplies/{uuid:pk}/confirm", response=SupplyOut)
def confirm_supply(request: SignedInRequest, slug: str, pk: UUID) -> Supply:
    return actions.confirm_supply(find_supply(here(request, slug), pk), actor=request.user)


@router.post("chains/supplies/{uuid:pk}/end", response=SupplyOut)
def end_supply(request: SignedInRequest, slug: str, pk: UUID) -> Supply:
    return actions.end_supply(find_supply(here(request, slug), pk), actor=request.user)
