from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.accounts.models import Association
from guildhall.core.paging import page_of
from guildhall.members import queries


@require_safe
@at_association
def my_membership(request: AssociationRequest) -> HttpResponse:
    """What the reader is a member as: usually one unit."""
    own = queries.own_memberships(request.user, request.association)
    pages = [queries.member_page(member, viewer=request.user) for member in own[:5]]
    return render(request, "members/my_membership.html", {"pages": pages})


@require_safe
def public_member_list(request: HttpRequest, slug: str) -> HttpResponse:
    association = get_object_or_404(Association.objects.filter(is_public=True), slug=slug)
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    q = request.GET.get("q", "")
    page = page_of(queries.public_directory(association, q=q), request.GET.get("page"))
    return render(request, "members/public_member_list.html", {"page": page, "q": q})
