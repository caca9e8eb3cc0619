"""Public offers and needs, below ``/p/<slug>/``: no sign-in."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guildhall.core.paging import page_of
from guildhall.exchange import queries
from guildhall.exchange.sight import as_seen
from guildhall.exchange.views.asked import asked_for, filters_of
from guildhall.members.http import public_association
from guildhall.registry.queries import today_in


@require_safe
def public_listing_list(request: HttpRequest, slug: str) -> HttpResponse:
    association = public_association(request, slug)
    asked = asked_for(request.GET)
    page = page_of(queries.public_list(association, asked=asked), request.GET.get("page"))
    context = {
        "association": association,
        "page": queries.shown(page, AnonymousUser(), association),
        "asked": asked,
        **filters_of(association, AnonymousUser()),
    }
    return render(request, "exchange/public_listing_list.html", context)


@require_safe
def public_listing(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    association = public_association(request, slug)
    found = get_object_or_404(queries.public_list(association, asked=queries.Asked()), pk=pk)
    [seen] = as_seen([found], AnonymousUser(), today_in(association))
    return render(request, "exchange/public_listing.html", {"association": association, "seen": seen})
