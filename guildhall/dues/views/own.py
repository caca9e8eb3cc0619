"""What members see of their own dues, and what whoever holds a notice's code may read."""

from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.accounts.models import Association
from guildhall.accounts.queries import association_by_slug
from guildhall.documents.http import content_answer, require_patience
from guildhall.dues import queries


@require_safe
@at_association
def my_dues(request: AssociationRequest) -> HttpResponse:
    """What the reader's unit owes and paid, and how to pay."""
    context = {
        "own": queries.own_dues(request.user, request.association),
        "account": queries.bank_account_of(request.association),
        "today": queries.today_at(request.association),
    }
    return render(request, "dues/my_dues.html", context)


@require_safe
def notice_paper(request: HttpRequest, slug: str, code: str) -> FileResponse:
    """The document of a notice, for whoever was mailed its code."""
    require_patience(request)
    found = queries.paper_of_code(public_place(request, slug), code)
    if found is None or found.document is None:
        raise Http404
    return content_answer(found.document.file)


def public_place(request: HttpRequest, slug: str) -> Association:
    """The association of the address, whoever asks."""
    association = association_by_slug(slug)
    if association is None:
        raise Http404
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    return association
