from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.funding import actions, permissions, queries
from guildhall.funding.forms import MoveForm, ReasonForm, RulesForm, YearForm
from guildhall.funding.models import FundingCase, FundingRules
from guildhall.funding.views.finding import find_case, find_need, require_reader
from guildhall.registry.queries import today_in


def at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("funding:funding_case", args=[request.association.slug, pk])


@require_safe
@at_association
def funding_case_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    state = request.GET.get("state", "")
    state = state if state in FundingCase.State.values else ""
    page = page_of(
        queries.cases_visible_to(request.user, request.association, state=state), request.GET.get("page")
    )
    context = {
        "page": page,
        "cases": queries.seen_cases(page, request.user, request.association),
        "state": state,
        "states": FundingCase.State.choices,
        "may_look_after": permissions.may_look_after(request.user, request.association),
    }
    return render(request, "funding/funding_case_list.html", context)


@require_safe
@at_association
def funding_case(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_case(request, pk)
    [seen] = queries.seen_cases([shown], request.user, request.association)
    acts, stages = queries.case_acts(request.user, shown)
    is_firm = queries.knows_firm(request.user, shown.need)
    offers = queries.offers_for(shown.need, request.user, is_firm=is_firm)
    context = {
        "case": shown,
        "seen": seen,
        "acts": acts,
        "stages": stages,
        "is_firm": is_firm,
        "fit": next((one.fit for one in offers if one.product.pk == shown.product_id), None),
    }
    return render(request, "funding/funding_case.html", context)


@require_POST
@at_association
def propose_case(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The need of the address and the product that was chosen."""
    need = find_need(request, pk)
    products = queries.live_products(request.association, request.user)
    try:
        chosen = UUID(request.POST.get("product", ""))
    except ValueError as unreadable:
        raise Http404 from unreadable
    product = get_object_or_404(products, pk=chosen)
    made = actions.propose_case(need, product, actor=request.user)
    messages.success(request, _("Brought together. The other side is told."))
    return redirect(at(request, made.pk))


@require_POST
@at_association
def accept_case(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.accept_case(find_case(request, pk), actor=request.user)
    messages.success(request, _("Accepted. The bank now knows your name, and nothing else."))
    return redirect(at(request, pk))


@require_http_methods(["GET", "POST"])
@at_association
def decline_case(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_case(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.decline_case(shown, **given, actor=request.user)
        return at(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Decline the bank"),
        label=_("Decline the bank"),
        back=at(request, pk),
        said=_("Declined. The bank does not learn your name."),
        note=shown.product,
    )


@require_http_methods(["GET", "POST"])
@at_association
def move_case(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_case(request, pk)
    _acts, stages = queries.case_acts(request.user, shown)

    def do(given: dict[str, Any]) -> str:
        actions.move_case(shown, **given, actor=request.user)
        return at(request, pk)

    form = MoveForm(request.POST or None, stages=stages, initial={"on": today_in(request.association)})
    return act_page(
        request,
        form,
        do,
        heading=_("Record the next step"),
        label=_("Record the step"),
        back=at(request, pk),
        said=_("Recorded."),
        note=shown.product,
    )


@require_safe
@at_association
def funding_figures(request: AssociationRequest) -> HttpResponse:
    """For the secretariat: how far a year's cases came."""
    if not permissions.may_look_after(request.user, request.association):
        raise Http404
    form = YearForm(request.GET)
    year = form.cleaned_data["year"] if form.is_valid() else today_in(request.association).year
    context = {
        "funnel": queries.funnel(request.association, year),
        "longest_days": queries.longest_days(request.association),
        "may_set": not request.association.is_record,
    }
    return render(request, "funding/funding_figures.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def set_funding_rules(request: AssociationRequest) -> HttpResponse:
    if not permissions.may_look_after(request.user, request.association):
        raise Http404
    kept = FundingRules.objects.filter(association=request.association).first()
    back = reverse("funding:funding_figures", args=[request.association.slug])

    def do(given: dict[str, Any]) -> str:
        actions.set_funding_rules(request.association, **given, actor=request.user)
        return back

    initial = {
        "longest_days": queries.longest_days(request.association),
        "version": kept.version if kept else 0,
    }
    return act_page(
        request,
        RulesForm(request.POST or None, initial=initial),
        do,
        heading=_("Rules of releases"),
        label=_("Save"),
        back=back,
        said=_("Saved."),
    )
