from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.exchange.permissions import may_amend
from guildhall.funding import actions, permissions, queries
from guildhall.funding.forms import (
    AskFundingForm,
    ChangeNeedForm,
    ChangeProductForm,
    OfferProductForm,
)
from guildhall.funding.views.finding import find_need, find_product, require_firm, require_reader
from guildhall.registry.models import Organization


def product_at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("funding:product", args=[request.association.slug, pk])


def need_at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("funding:funding_need", args=[request.association.slug, pk])


@require_safe
@at_association
def product_list(request: AssociationRequest) -> HttpResponse:
    """Banks' products that the reader sees, those published last first."""
    require_reader(request)
    found = queries.products_visible_to(request.user, request.association)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "may_offer": _banks_to_offer_for(request).exists(),
    }
    return render(request, "funding/product_list.html", context)


def _banks_to_offer_for(request: AssociationRequest) -> Any:
    banks = queries.banks_of(request.association)
    if request.association.is_record:
        return banks.none()
    if permissions.may_look_after(request.user, request.association):
        return banks
    return banks.filter(pk__in=permissions.firms_of(request.user, request.association))


@require_safe
@at_association
def product(request: AssociationRequest, pk: UUID) -> HttpResponse:
    require_reader(request)
    shown = find_product(request, pk)
    needs = list(queries.own_needs(request.user, request.association)[:20])
    context = {
        "product": shown,
        "may_change": may_amend(request.user, shown.listing),
        "needs": needs,
    }
    return render(request, "funding/product.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def offer_product(request: AssociationRequest) -> HttpResponse:
    banks = _banks_to_offer_for(request)
    if not banks.exists():
        raise Http404

    def do(given: dict[str, Any]) -> str:
        made = actions.offer_product(
            request.association,
            bank=given["organization"],
            text=form.text,
            **form.figures,
            actor=request.user,
        )
        return product_at(request, made.pk)

    form = OfferProductForm(request.POST or None, association=request.association, owners=banks)
    return act_page(
        request,
        form,
        do,
        heading=_("Offer a bank product"),
        label=_("Hand in"),
        back=reverse("funding:product_list", args=[request.association.slug]),
        said=_("Handed in. A second person publishes it."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_product(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_product(request, pk)
    if not may_amend(request.user, shown.listing):
        raise Http404

    def do(given: dict[str, Any]) -> str:
        actions.change_product(shown, **given, actor=request.user)
        return product_at(request, pk)

    names = (*actions.ProductFigures.__annotations__, "version")
    initial = {name: getattr(shown, name) for name in names}
    return act_page(
        request,
        ChangeProductForm(request.POST or None, initial=initial),
        do,
        heading=_("Change the figures"),
        label=_("Save"),
        back=product_at(request, pk),
        said=_("Saved."),
        note=shown,
    )


@require_safe
@at_association
def funding_need_list(request: AssociationRequest) -> HttpResponse:
    """One's own needs; for banks those that look for money, without names."""
    require_reader(request)
    found = queries.needs_visible_to(request.user, request.association)
    page = page_of(found, request.GET.get("page"))
    context = {
        "page": page,
        "needs": queries.seen_needs(page, request.user, request.association),
        "may_ask": not request.association.is_record
        and bool(permissions.firms_of(request.user, request.association)),
        "is_bank": permissions.bank_of(request.user, request.association) is not None,
    }
    return render(request, "funding/funding_need_list.html", context)


@require_safe
@at_association
def funding_need(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """A need with the products that fit it, best first."""
    require_reader(request)
    shown = find_need(request, pk)
    [seen] = queries.seen_needs([shown], request.user, request.association)
    is_firm = queries.knows_firm(request.user, shown)
    context = {
        "need": shown,
        "seen": seen,
        "is_firm": is_firm,
        "offers": queries.offers_for(shown, request.user, is_firm=is_firm),
        "is_open": shown.listing.state == "published" and not seen.listing.is_expired,
    }
    return render(request, "funding/funding_need.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def ask_funding(request: AssociationRequest) -> HttpResponse:
    firms = require_firm(request)

    def do(given: dict[str, Any]) -> str:
        organization: Organization = given["organization"]
        made = actions.ask_funding(
            request.association,
            organization=organization,
            text=form.text,
            **form.figures,
            actor=request.user,
        )
        return need_at(request, made.pk)

    form = AskFundingForm(request.POST or None, association=request.association, owners=firms)
    return act_page(
        request,
        form,
        do,
        heading=_("State a need for finance"),
        label=_("Hand in"),
        back=reverse("funding:funding_need_list", args=[request.association.slug]),
        said=_("Handed in. Banks see it without your name once it is published."),
        note=_("Banks do not learn your name until you accept one of them."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_funding_need(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_need(request, pk)
    if not queries.knows_firm(request.user, shown):
        raise Http404

    def do(given: dict[str, Any]) -> str:
        actions.change_funding_need(shown, **given, actor=request.user)
        return need_at(request, pk)

    names = (*actions.NeedFigures.__annotations__, "version")
    initial = {name: getattr(shown, name) for name in names}
    return act_page(
        request,
        ChangeNeedForm(request.POST or None, initial=initial),
        do,
        heading=_("Change the figures"),
        label=_("Save"),
        back=need_at(request, pk),
        said=_("Saved."),
        note=shown,
    )
