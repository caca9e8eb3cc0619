from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.paging import page_of
from guildhall.members import permissions, queries
from guildhall.members.forms.directory import DirectoryForm
from guildhall.members.models import Member
from guildhall.registry.queries import sight_of, today_in


def find_member(request: AssociationRequest, pk: UUID) -> Member:
    """The member if the reader may see it, else 404."""
    return get_object_or_404(queries.members_to_show(request.association, viewer=request.user), pk=pk)


@require_safe
@at_association
@kept_until_changed
def member_list(request: AssociationRequest) -> HttpResponse:
    form = DirectoryForm(request.GET, association=request.association)
    asked = form.asked()
    found = queries.directory(request.association, viewer=request.user, **asked)
    context = {
        "form": form,
        "asked": asked,
        "is_filtered": any(value for name, value in asked.items() if name != "sort"),
        "page": page_of(found, request.GET.get("page")),
        "counts": queries.counts_by_tier(request.association, asked["on"] or today_in(request.association)),
        "may_keep": permissions.may_keep_members(request.user, request.association),
        "sees_all": sight_of(request.user, request.association).everything,
    }
    return render(request, "members/member_list.html", context)


@require_safe
@at_association
@kept_until_changed
def member(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_member(request, pk)
    context = {
        "shown": queries.member_page(found, viewer=request.user),
        "may_keep": permissions.may_keep_members(request.user, request.association),
        "may_remove": permissions.may_remove_members(request.user, request.association),
    }
    return render(request, "members/member.html", context)
