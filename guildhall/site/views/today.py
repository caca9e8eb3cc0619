from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest, SignedInRequest, at_association
from guildhall.accounts.queries import associations_of
from guildhall.audit.http import kept_until_changed
from guildhall.site import queries


@require_safe
@at_association
@kept_until_changed
def today(request: AssociationRequest) -> HttpResponse:
    day = queries.today(request.user, request.association, now=timezone.now())
    return render(request, "site/today.html", {"today": day})


@require_safe
@login_required
def association_list(request: SignedInRequest) -> HttpResponse:
    return render(request, "site/association_list.html", {"associations": associations_of(request.user)})


@require_safe
@at_association
def search(request: AssociationRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:80]
    found = queries.search(request.user, request.association, words)
    return render(request, "site/search.html", {"found": found, "words": words})
