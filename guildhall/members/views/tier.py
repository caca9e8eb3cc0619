from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.forms import refusals_shown_in
from guildhall.members import actions, permissions, queries
from guildhall.members.forms import EditTierForm, TierForm
from guildhall.members.models import Tier
from guildhall.registry.queries import today_in


def find_tier(request: AssociationRequest, pk: UUID) -> Tier:
    tiers = Tier.objects.of(request.association).visible_to(request.user)
    return get_object_or_404(tiers.select_related("association", "seat_in"), pk=pk)


@require_safe
@at_association
@kept_until_changed
def tier_list(request: AssociationRequest) -> HttpResponse:
    retired = request.GET.get("retired") == "1"
    counts = queries.counts_by_tier(request.association, today_in(request.association))
    context = {
        "tiers": queries.tiers(request.association, viewer=request.user, retired=retired),
        "retired": retired,
        "chart_labels": [line.tier.name for line in counts],
        "chart_series": {_("members"): [line.count for line in counts]},
        "may_keep": permissions.may_keep_members(request.user, request.association),
    }
    return render(request, "members/tier_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def create_tier(request: AssociationRequest) -> HttpResponse:
    form = TierForm(request.POST or None, association=request.association, user=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            new = actions.create_tier(request.association, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The tier %(name)s is created.") % {"name": new.name})
            return redirect("members:tier_list", request.association.slug)
    return render(request, "members/create_tier.html", {"form": form})


@require_http_methods(["GET", "POST"])
@at_association
def edit_tier(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_tier(request, pk)
    initial = {name: getattr(found, name) for name in EditTierForm.base_fields}
    form = EditTierForm(
        request.POST or None, initial=initial, association=request.association, user=request.user
    )
    if form.is_valid():
        with refusals_shown_in(form):
            actions.edit_tier(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("Saved."))
            return redirect("members:tier_list", request.association.slug)
    return render(request, "members/edit_tier.html", {"form": form, "tier": found})


@require_POST
@at_association
def retire_tier(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = actions.retire_tier(find_tier(request, pk), actor=request.user)
    messages.success(request, _("%(name)s is retired.") % {"name": found.name})
    return redirect("members:tier_list", request.association.slug)


@require_POST
@at_association
def restore_tier(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = actions.restore_tier(find_tier(request, pk), actor=request.user)
    messages.success(request, _("%(name)s is in use again.") % {"name": found.name})
    return redirect("members:tier_list", request.association.slug)
