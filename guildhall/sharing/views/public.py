"""Shared resources for readers who are not signed in: what is public, and when it is free."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest
from guildhall.accounts.models import Association
from guildhall.accounts.queries import association_by_slug
from guildhall.core.paging import page_of
from guildhall.sharing import queries
from guildhall.sharing.openings import WEEKDAYS
from guildhall.sharing.views.finding import day_asked


def _place(request: HttpRequest, slug: str) -> Association:
    association = association_by_slug(slug)
    if association is None or not association.is_public:
        raise Http404
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    return association


@require_safe
def public_resource_list(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_of(queries.public_resources(_place(request, slug)), request.GET.get("page"))
    return render(request, "sharing/public_resource_list.html", {"page": page})


@require_safe
def public_resource(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """When it is free; who booked is nobody's business here."""
    association = _place(request, slug)
    shown = get_object_or_404(queries.public_resources(association), pk=pk)
    context = {
        "resource": shown,
        "week": queries.week_of(shown, day_asked(request, "week", association), now=timezone.now()),
        "hours": list(zip(WEEKDAYS, shown.hours, strict=False)),
        "may_keep": False,
        "may_book": False,
        "is_public": True,
    }
    return render(request, "sharing/public_resource.html", context)
