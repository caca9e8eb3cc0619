from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest
from guildhall.accounts.models import Association
from guildhall.cooperation import queries
from guildhall.core.paging import page_of
from guildhall.documents.queries import verification_url
from guildhall.registry.queries import today_in


def public_place(request: HttpRequest, slug: str) -> Association:
    """The public association of the address, whoever asks."""
    association = get_object_or_404(Association.objects.public(), slug=slug)
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    return association


@require_safe
def public_cooperation_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works together on what, since when, with which result: what was made public."""
    association = public_place(request, slug)
    rows = queries.published_cooperations(association)
    context = {
        "page": page_of(rows, request.GET.get("page")),
        "visits": queries.visits_of_record(association),
    }
    return render(request, "cooperation/public_cooperation_list.html", context)


@require_safe
def public_agreement_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every agreement that was made public, the newest first."""
    association = public_place(request, slug)
    rows = queries.published_agreements(association)
    context = {"page": page_of(rows, request.GET.get("page")), "today": today_in(association)}
    return render(request, "cooperation/public_agreement_list.html", context)


@require_safe
def public_agreement(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Who agreed, about what, from when to when; never the text."""
    association = public_place(request, slug)
    shown = get_object_or_404(queries.published_agreements(association), pk=pk)
    context = {
        "agreement": shown,
        "verify_at": verification_url(shown.document.code) if shown.document else "",
        "today": today_in(association),
    }
    return render(request, "cooperation/public_agreement.html", context)


# -- projects --
@require_safe
def public_project_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every joint project that was made public, with where it stands."""
    association = public_place(request, slug)
    page = page_of(queries.public_projects(association), request.GET.get("page"))
    context = {"page": page, "lines": queries.lines_of(page.rows, today_in(association))}
    return render(request, "cooperation/public_project_list.html", context)
