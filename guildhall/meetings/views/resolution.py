"""The register of resolutions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.forms import VersionForm, refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.meetings import actions, queries
from guildhall.meetings.forms import RegisterForm, RepealForm, SupersedeForm
from guildhall.meetings.http import EXCEL, resolution_here
from guildhall.meetings.models import Resolution
from guildhall.meetings.permissions import require_may_keep_register


@require_safe
@at_association
@kept_until_changed
def resolution_list(request: AssociationRequest) -> HttpResponse:
    filters = RegisterForm(request.GET).filters
    register = queries.register_of(request.user, request.association)
    rows = queries.resolution_list(request.user, request.association, **filters)
    page = page_of(rows, request.GET.get("page"))
    context = {
        "page": page,
        "resolutions": list(page),
        "register": register,
        "filters": filters,
        "body": next((body for body in register.bodies if body.pk == filters["body"]), None),
    }
    return render(request, "meetings/resolution_list.html", context)


@require_safe
@at_association
def resolution_sheet(request: AssociationRequest) -> HttpResponse:
    rows = queries.resolution_list(request.user, request.association, **RegisterForm(request.GET).filters)
    answer = HttpResponse(queries.resolution_sheet(rows), content_type=EXCEL)
    answer["Content-Disposition"] = 'attachment; filename="resolutions.xlsx"'
    return answer


@require_safe
@at_association
def resolution(request: AssociationRequest, resolution_pk: UUID) -> HttpResponse:
    found = resolution_here(request, resolution_pk)
    page = queries.resolution_page(found, viewer=request.user)
    context = {"page": page, "resolution": found, "motion": found.motion, "meeting": found.meeting}
    return render(request, "meetings/resolution.html", context)


def _ended(
    request: AssociationRequest, found: Resolution, form: VersionForm, heading: str, label: str
) -> HttpResponse:
    context = {"form": form, "resolution": found, "heading": heading, "label": label}
    return render(request, "meetings/end_resolution.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def supersede_resolution(request: AssociationRequest, resolution_pk: UUID) -> HttpResponse:
    found = resolution_here(request, resolution_pk)
    require_may_keep_register(request.user, found.body)
    form = SupersedeForm(request.POST or None, resolution=found)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.supersede_resolution(found, **form.cleaned_data, actor=request.user)
            return redirect("meetings:resolution", request.association.slug, resolution_pk)
    return _ended(request, found, form, _("What supersedes this resolution?"), _("Save"))


@require_http_methods(["GET", "POST"])
@at_association
def repeal_resolution(request: AssociationRequest, resolution_pk: UUID) -> HttpResponse:
    found = resolution_here(request, resolution_pk)
    require_may_keep_register(request.user, found.body)
    form = RepealForm(request.POST or None, resolution=found)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.repeal_resolution(found, **form.cleaned_data, actor=request.user)
            return redirect("meetings:resolution", request.association.slug, resolution_pk)
    return _ended(request, found, form, _("Repeal this resolution?"), _("Repeal"))


@require_POST
@at_association
def issue_resolution(request: AssociationRequest, resolution_pk: UUID) -> HttpResponse:
    actions.issue_resolution(resolution_here(request, resolution_pk), actor=request.user)
    messages.success(request, _("The resolution is printed and can be verified by its code."))
    return redirect("meetings:resolution", request.association.slug, resolution_pk)
