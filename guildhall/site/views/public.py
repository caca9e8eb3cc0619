from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest
from guildhall.accounts.models import Association, User
from guildhall.accounts.queries import associations_of
from guildhall.chain.queries import public_chains
from guildhall.core.paging import page_of
from guildhall.dues.queries import published_disclosures
from guildhall.members.queries import open_forms
from guildhall.site import queries
from guildhall.votes.queries import public_elections

LATEST = 8


def find_public(request: HttpRequest, slug: str) -> Association:
    """The association if it has public pages, else 404."""
    association = get_object_or_404(queries.public_associations(), slug=slug)
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    return association


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Whoever works in one association goes to Today; everybody else sees what is public."""
    if isinstance(request.user, User):
        mine = list(associations_of(request.user)[:2])
        if len(mine) == 1:
            return redirect("site:today", mine[0].slug)
        if mine:
            return redirect("account_home:association_list")
    return render(request, "site/home.html", {"associations": queries.public_associations()})


@require_safe
def public_association(request: HttpRequest, slug: str) -> HttpResponse:
    association = find_public(request, slug)
    context = {
        "shown": queries.public_association(association, timezone.localdate(), latest=LATEST),
        "news": queries.public_news(association)[:LATEST],
        "takes_applications": open_forms(association).exists(),
        "elections": public_elections(slug)[:LATEST],
        "chains": public_chains(association)[:LATEST],
        "disclosed_years": [one.year for one in published_disclosures(association)],
    }
    return render(request, "site/public_association.html", context)


@require_safe
def public_meeting_list(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_of(queries.public_meetings(find_public(request, slug)), request.GET.get("page"))
    return render(request, "site/public_meeting_list.html", {"page": page})


@require_safe
def public_meeting(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    meeting = get_object_or_404(queries.public_meetings(find_public(request, slug)), pk=pk)
    elections = public_elections(slug).filter(motion__meeting=meeting)
    context = {"meeting": meeting, "shown": queries.public_meeting(meeting), "elections": elections}
    return render(request, "site/public_meeting.html", context)


@require_safe
def public_resolution_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What is in force today of the resolutions that were made public."""
    association = find_public(request, slug)
    page = page_of(queries.resolutions_in_force(association, timezone.localdate()), request.GET.get("page"))
    return render(request, "site/public_resolution_list.html", {"page": page})


@require_safe
def public_resolution(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    known = queries.public_resolutions(find_public(request, slug), timezone.localdate())
    found = get_object_or_404(known, pk=pk)
    context = {"resolution": found, "shown": queries.PublicResolution(found)}
    return render(request, "site/public_resolution.html", context)


@require_safe
def public_plan(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    plan = get_object_or_404(queries.public_plans(find_public(request, slug)), pk=pk)
    return render(request, "site/public_plan.html", {"plan": plan})


@require_safe
def public_news(request: HttpRequest, slug: str) -> HttpResponse:
    page = page_of(queries.public_news(find_public(request, slug)), request.GET.get("page"))
    return render(request, "site/public_news.html", {"page": page})


@require_safe
def public_article(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    article = get_object_or_404(queries.public_news(find_public(request, slug)), pk=pk)
    return render(request, "site/public_article.html", {"article": article})
