from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.dues import actions, queries
from guildhall.dues.forms import AdoptStandardForm, NewStandardForm, RatesForm, StandardForm
from guildhall.dues.models import DuesStandard
from guildhall.dues.views.acts import version_read
from guildhall.members.models import Tier

SAID = ("name_zh", "name_en", "from_on", "proration")


def find_standard(request: AssociationRequest, pk: UUID) -> DuesStandard:
    return get_object_or_404(queries.standard_list(request.user, request.association), pk=pk)


def _at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("dues:standard", args=[request.association.slug, pk])


@require_safe
@at_association
@kept_until_changed
def standard_list(request: AssociationRequest) -> HttpResponse:
    found = queries.standard_list(request.user, request.association)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "may_keep": queries.may_keep_money(request.user, request.association),
        "reads_all": queries.may_read_money(request.user, request.association),
    }
    return render(request, "dues/standard_list.html", context)


@require_safe
@at_association
@kept_until_changed
def standard(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_standard(request, pk)
    context = {
        "standard": shown,
        "rates": shown.rates.select_related("tier"),
        "verdicts": shown.verdict.get("verdicts", []),
        "way": queries.way_said(shown),
        "tell_by": queries.tell_by(shown),
        "acts": queries.standard_acts(request.user, shown),
        "reads_all": queries.may_read_money(request.user, request.association),
    }
    return render(request, "dues/standard.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def draft_standard(request: AssociationRequest) -> HttpResponse:
    bodies = queries.bodies_to_decide(request.association)

    def do(given: dict[str, Any]) -> str:
        return _at(request, actions.draft_standard(request.association, **given, actor=request.user).pk)

    return act_page(
        request,
        NewStandardForm(request.POST or None, bodies=bodies, initial={"body": bodies.first()}),
        do,
        heading=_("New dues standard"),
        label=_("Save the draft"),
        back=reverse("dues:standard_list", args=[request.association.slug]),
        said=_("Drafted. Now set its rates."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_standard(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_standard(request, pk)
    version = version_read(request, shown.version)

    def do(given: dict[str, Any]) -> str:
        actions.change_standard(shown, version=version, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        StandardForm(request.POST or None, initial={name: getattr(shown, name) for name in SAID}),
        do,
        heading=_("Change the standard"),
        label=_("Save"),
        back=_at(request, pk),
        said=_("Saved."),
        version=version,
    )


@require_http_methods(["GET", "POST"])
@at_association
def set_rates(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_standard(request, pk)
    version = version_read(request, shown.version)
    tiers = list(Tier.objects.filter(association=request.association, is_active=True))
    held = {f"tier_{rate.tier_id}": rate.amount for rate in shown.rates.all()}
    form = RatesForm(request.POST or None, tiers=tiers, initial=held)

    def do(_given: dict[str, Any]) -> str:
        actions.set_rates(shown, rates=form.rates, version=version, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        form,
        do,
        heading=_("Rates a year"),
        label=_("Save"),
        back=_at(request, pk),
        said=_("Saved."),
        version=version,
    )


@require_http_methods(["GET", "POST"])
@at_association
def adopt_standard(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_standard(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.adopt_standard(shown, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        AdoptStandardForm(request.POST or None, motions=queries.motions_for(shown)),
        do,
        heading=_("Adopted by the assembly"),
        label=_("Record the adoption"),
        back=_at(request, pk),
        said=_("The standard is adopted. It never changes from now on."),
        note=_(
            "Dues are decided by secret ballot. What the charter does not allow is refused with its rule."
        ),
    )
