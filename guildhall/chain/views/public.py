"""What everybody reads, without signing in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guildhall.chain import queries
from guildhall.chain.http import find_public
from guildhall.chain.picture import picture
from guildhall.core.paging import page_of


@require_safe
def public_chain_list(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_of(queries.public_chains(find_public(request, slug)), request.GET.get("page"))
    return render(request, "chain/public_chain_list.html", {"page": page})


@require_safe
def public_chain(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    drawn = queries.public_map(get_object_or_404(queries.public_chains(find_public(request, slug)), pk=pk))
    context = {"chain": drawn.chain, "drawn": drawn, "picture": picture(drawn, is_public=True)}
    return render(request, "chain/public_chain.html", context)
