from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.members import actions
from guildhall.members.forms.merge import CompareForm, MergeForm
from guildhall.members.models import Merge, NotSame
from guildhall.members.permissions import may_keep_members
from guildhall.members.queries import merge as queries
from guildhall.registry.models import Organization


def _require_keeper(request: AssociationRequest) -> None:
    if not may_keep_members(request.user, request.association):
        raise Http404


def _entry(request: AssociationRequest, pk: UUID) -> Organization:
    rows = Organization.objects.of(request.association).visible_to(request.user)
    return get_object_or_404(rows.select_related("association", "parent"), pk=pk)


def _merge_of(request: AssociationRequest, pk: UUID) -> Merge:
    rows = queries.merges(request.association).visible_to(request.user)
    return get_object_or_404(rows.select_related("association"), pk=pk)


@require_safe
@at_association
def likely_pair_list(request: AssociationRequest) -> HttpResponse:
    _require_keeper(request)
    context = {
        "page": page_of(queries.likely_pairs_of(request.association), request.GET.get("page")),
        "search": queries.last_search(request.association),
        "form": CompareForm(association=request.association, user=request.user),
    }
    return render(request, "members/likely_pair_list.html", context)


@require_safe
@at_association
def search_progress(request: AssociationRequest) -> HttpResponse:
    """The part of the page that waits for the search; when that is done, it asks for the whole page."""
    _require_keeper(request)
    search = queries.last_search(request.association)
    answer = render(request, "members/parts/search.html", {"search": search})
    if search is None or search.finished_at:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@at_association
def find_duplicates(request: AssociationRequest) -> HttpResponse:
    actions.find_duplicates(request.association, actor=request.user)
    return redirect("members:likely_pair_list", request.association.slug)


@require_safe
@at_association
def compare(request: AssociationRequest) -> HttpResponse:
    """Leads from two names to the page that lays them side by side."""
    _require_keeper(request)
    form = CompareForm(request.GET, association=request.association, user=request.user)
    if form.is_valid():
        kept, gone = form.cleaned_data["kept"], form.cleaned_data["gone"]
        return redirect("members:merge_organizations", request.association.slug, kept.pk, gone.pk)
    return render(request, "members/compare.html", {"form": form})


@require_http_methods(["GET", "POST"])
@at_association
def merge_organizations(request: AssociationRequest, kept: UUID, gone: UUID) -> HttpResponse:
    _require_keeper(request)
    found = queries.comparison(_entry(request, kept), _entry(request, gone))
    form = MergeForm(request.POST or None, found=found)
    if form.is_valid():
        with refusals_shown_in(form):
            made = actions.merge_organizations(
                found.kept, found.gone, versions=form.versions, choose=form.chosen, actor=request.user
            )
            messages.success(request, _("The two entries are one now."))
            return redirect("members:merge", request.association.slug, made.pk)
    lines = [(line, line.differs and form.is_taken(line.name)) for line in found.lines]
    return render(request, "members/merge_organizations.html", {"found": found, "form": form, "lines": lines})


@require_POST
@at_association
def tell_apart(request: AssociationRequest, first: UUID, second: UUID) -> HttpResponse:
    actions.tell_apart(_entry(request, first), _entry(request, second), actor=request.user)
    messages.success(request, _("Remembered: these are two firms."))
    return redirect("members:likely_pair_list", request.association.slug)


@require_safe
@at_association
def not_same_list(request: AssociationRequest) -> HttpResponse:
    _require_keeper(request)
    page = page_of(queries.told_apart(request.association), request.GET.get("page"))
    return render(request, "members/not_same_list.html", {"page": page})


@require_POST
@at_association
def compare_again(request: AssociationRequest, pk: UUID) -> HttpResponse:
    rows: Any = NotSame.objects.of(request.association).visible_to(request.user)
    pair = get_object_or_404(rows.select_related("association", "first", "second"), pk=pk)
    first, second = pair.first_id, pair.second_id
    actions.compare_again(pair, actor=request.user)
    return redirect("members:merge_organizations", request.association.slug, first, second)


@require_safe
@at_association
def merge_list(request: AssociationRequest) -> HttpResponse:
    _require_keeper(request)
    page = page_of(queries.merges(request.association), request.GET.get("page"))
    return render(request, "members/merge_list.html", {"page": page})


@require_safe
@at_association
def merge(request: AssociationRequest, pk: UUID) -> HttpResponse:
    _require_keeper(request)
    found = _merge_of(request, pk)
    context = {
        "merge": found,
        "moved": queries.moved_counts(found),
        "taken": queries.taken_lines(found),
        "hindrances": queries.undo_hindrances(found),
    }
    return render(request, "members/merge.html", context)


@require_POST
@at_association
def undo_merge(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.undo_merge(_merge_of(request, pk), actor=request.user)
    messages.success(request, _("The merge is undone."))
    return redirect("members:merge", request.association.slug, pk)
