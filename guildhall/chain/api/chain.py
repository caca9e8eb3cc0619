from uuid import UUID

from django.db.models import QuerySet
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.chain import actions, queries
from guildhall.chain.api.finding import here, readers
from guildhall.chain.http import find_chain
from guildhall.chain.models import Chain
from guildhall.chain.schemas import ChainOut, ChangeChainIn, DrawUpIn, MapOut
from guildhall.registry.api.references import meant_body

router = AssociationRouter()


def _map(request: SignedInRequest, slug: str, pk: UUID) -> MapOut:
    return MapOut.of(queries.chain_map(find_chain(here(request, slug), pk), viewer=request.user))


@router.get("chains", response=list[ChainOut])
@paginate
def chain_list(request: SignedInRequest, slug: str) -> QuerySet[Chain]:
    """The chains, those that are still kept first."""
    return queries.chains(readers(request, slug).association, viewer=request.user)


@router.post("chains", response={201: MapOut})
def draw_up_chain(request: SignedInRequest, slug: str, data: DrawUpIn) -> Status[MapOut]:
    """A chain from a starter map, or an empty one."""
    given = data.dict()
    given["office"] = meant_body(request, slug, given.pop("office_id"), "office_id")
    made = actions.draw_up_chain(find_association(request, slug), **given, actor=request.user)
    return Status(201, _map(request, slug, made.pk))


@router.get("chains/{uuid:pk}", response=MapOut)
def chain(request: SignedInRequest, slug: str, pk: UUID) -> MapOut:
    """Segments with who is on them, flows, and what is missing; figures as far as they are the caller's to know."""
    return _map(request, slug, pk)


@router.patch("chains/{uuid:pk}", response=MapOut)
def change_chain(request: SignedInRequest, slug: str, pk: UUID, data: ChangeChainIn) -> MapOut:
    given = data.dict(exclude_unset=True)
    if "office_id" in given:
        given["office"] = meant_body(request, slug, given.pop("office_id"), "office_id")
    actions.change_chain(find_chain(here(request, slug), pk), **given, actor=request.user)
    return _map(request, slug, pk)


@router.post("chains/{uuid:pk}/publish", response=MapOut)
def publish_chain(request: SignedInRequest, slug: str, pk: UUID) -> MapOut:
    """Onto the public pages: segments and members, no figures."""
    actions.publish_chain(find_chain(here(request, slug), pk), actor=request.user)
    return _map(request, slug, pk)


@router.post("chains/{uuid:pk}/withdraw", response=MapOut)
def withdraw_chain(request: SignedInRequest, slug: str, pk: UUID) -> MapOut:
    actions.withdraw_chain(find_chain(here(request, slug), pk), actor=request.user)
    return _map(request, slug, pk)


@router.delete("chains/{uuid:pk}", response={204: None})
def remove_chain(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    """With its segments and flows; refused while any firm has a place on it."""
    actions.remove_chain(find_chain(here(request, slug), pk), actor=request.user)
    return Status(204, None)
