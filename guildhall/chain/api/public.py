from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate

from guildhall.chain import queries
from guildhall.chain.http import find_public
from guildhall.chain.models import Chain
from guildhall.chain.schemas import PublicChainOut, PublicMapOut

router = Router(auth=None)


@router.get("p/{slug}/chains", response=list[PublicChainOut])
@paginate
def public_chain_list(request: HttpRequest, slug: str) -> QuerySet[Chain]:
    """The chains that an association with public pages made public."""
    return queries.public_chains(find_public(request, slug))


@router.get("p/{slug}/chains/{uuid:pk}", response=PublicMapOut)
def public_chain(request: HttpRequest, slug: str, pk: UUID) -> PublicMapOut:
    """Segments and the members on them; no figures."""
    chain = get_object_or_404(queries.public_chains(find_public(request, slug)), pk=pk)
    return PublicMapOut.of(queries.public_map(chain))
