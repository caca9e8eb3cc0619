from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.registry import actions, permissions, queries
from guildhall.registry.forms import ChangeOrganizationForm, OrganizationForm
from guildhall.registry.models import Organization


def organization_of(request: AssociationRequest, pk: UUID) -> Organization:
    found = Organization.objects.of(request.association).visible_to(request.user)
    return get_object_or_404(found.select_related("association", "parent"), pk=pk)


@require_safe
@at_association
@kept_until_changed
def organization_list(request: AssociationRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("q", "kind", "region", "sort")}
    retired = request.GET.get("retired") == "1"
    found = queries.organizations(request.association, viewer=request.user, retired=retired, **asked)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "asked": asked,
        "retired": retired,
        "kinds": Organization.Kind.choices,
        "may_add": permissions.may_add(request.user, request.association),
        "may_manage": permissions.may_manage(request.user, request.association),
        "sees_all": queries.sight_of(request.user, request.association).everything,
    }
    return render(request, "registry/organization_list.html", context)


@require_safe
@at_association
def organization(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = organization_of(request, pk)
    if found.merged_into_id:
        return redirect("registry:organization", request.association.slug, found.merged_into_id)
    context = {
        "card": queries.organization_card(found, viewer=request.user),
        "seats": queries.seats_of(found, queries.today_in(request.association)),
        "people": page_of(queries.people_of(found, viewer=request.user), request.GET.get("page"), 20),
        "units": queries.units_of(found),
        "may_change": permissions.may_change_organization(request.user, found),
    }
    return render(request, "registry/organization.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def add_organization(request: AssociationRequest) -> HttpResponse:
    form = OrganizationForm(request.POST or None, association=request.association, user=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            new = actions.add_organization(request.association, **form.cleaned_data, actor=request.user)
            messages.success(request, _("%(name)s is added.") % {"name": new.name})
            return redirect("registry:organization", request.association.slug, new.pk)
    return render(request, "registry/add_organization.html", {"form": form})


@require_http_methods(["GET", "POST"])
@at_association
def change_organization(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = organization_of(request, pk)
    card = queries.organization_card(found, viewer=request.user)
    initial = {name: getattr(found, name) for name in ChangeOrganizationForm.base_fields}
    initial["phone"] = card.phone
    form = ChangeOrganizationForm(
        request.POST or None, initial=initial, association=request.association, user=request.user
    )
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_organization(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("Saved."))
            return redirect("registry:organization", request.association.slug, pk)
    return render(request, "registry/change_organization.html", {"form": form, "organization": found})


@require_POST
@at_association
def retire_organization(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = actions.retire_organization(organization_of(request, pk), actor=request.user)
    messages.success(request, _("%(name)s is retired.") % {"name": found.name})
    return redirect("registry:organization", request.association.slug, pk)


@require_POST
@at_association
def restore_organization(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = actions.restore_organization(organization_of(request, pk), actor=request.user)
    messages.success(request, _("%(name)s is active again.") % {"name": found.name})
    return redirect("registry:organization", request.association.slug, pk)
