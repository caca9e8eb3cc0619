from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.exchange import actions, permissions, queries
from guildhall.exchange.forms import (
    AmendForm,
    ClassifyForm,
    CloseForm,
    ListingForm,
    PublishForm,
    ReturnForm,
    ShareForm,
)
from guildhall.exchange.models import Listing
from guildhall.exchange.views.asked import STATES, asked_for, filters_of

SAID = tuple(name for name in AmendForm.base_fields if name not in ("version", "parties"))


def find_listing(request: AssociationRequest, pk: UUID) -> Listing:
    found = queries.listing_to_show(request.association, pk, viewer=request.user)
    if found is None:
        raise Http404
    return found


def _at(request: AssociationRequest, listing: Listing) -> str:
    return reverse("exchange:listing", args=[request.association.slug, listing.pk])


@require_safe
@at_association
def listing_list(request: AssociationRequest) -> HttpResponse:
    asked = asked_for(request.GET)
    found = queries.listings(request.association, viewer=request.user, asked=asked)
    page = queries.shown(page_of(found, request.GET.get("page")), request.user, request.association)
    context = {
        "page": page,
        "asked": asked,
        **filters_of(request.association, request.user),
        "may_list": permissions.may_list_at_all(request.user, request.association),
        "keeps": permissions.may_keep_listings(request.user, request.association),
        "waiting": queries.waiting_for_review(request.association, viewer=request.user),
        "states": STATES,
    }
    return render(request, "exchange/listing_list.html", context)


@require_safe
@at_association
def my_listings(request: AssociationRequest) -> HttpResponse:
    found = queries.own_listings(request.association, viewer=request.user)
    context = {
        "page": queries.shown(page_of(found, request.GET.get("page")), request.user, request.association),
        "may_list": permissions.may_list_at_all(request.user, request.association),
        "firms": queries.own_firms(request.user, request.association),
    }
    return render(request, "exchange/my_listings.html", context)


@require_safe
@at_association
def listing(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_listing(request, pk)
    shown = queries.listing_page(found, viewer=request.user, association=request.association)
    context = {"shown": shown, "seen": shown.seen, "listing": found}
    context["suggested"] = queries.suggested(found, viewer=request.user)
    if {"submit_listing", "publish_listing"} & shown.acts:
        context["duplicates"] = queries.duplicates(found, viewer=request.user)
    return render(request, "exchange/listing.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def draft_listing(request: AssociationRequest) -> HttpResponse:
    side = _side(request.GET)
    permissions.require_may_list_at_all(request.user, request.association)
    first = {"kind": Listing.Kind.PRODUCT, "visibility": Listing.Visibility.ASSOCIATION}
    form = ListingForm(
        request.POST or None, association=request.association, user=request.user, side=side, initial=first
    )

    def draft(given: dict[str, Any]) -> str:
        return _at(
            request, actions.draft_listing(request.association, side=side, **given, actor=request.user)
        )

    heading = _("New offer") if side == Listing.Side.OFFER else _("New need")
    back = reverse("exchange:listing_list", args=[request.association.slug])
    return act_page(
        request, form, draft, heading=heading, label=pgettext("listing", "Save the draft"), back=back,
        said=_("The draft is saved. Look at it, then hand it in for review."), template="exchange/listing_form.html",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@at_association
def amend_listing(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_listing(request, pk)
    permissions.require_may_amend(request.user, found)
    initial = {name: getattr(found, name) for name in SAID} | {
        "parties": found.parties.all(),
        "version": found.version,
    }
    form = AmendForm(
        request.POST or None,
        association=found.association,
        user=request.user,
        side=found.side,
        keeps=permissions.may_keep_listings(request.user, found.association),
        initial=initial,
    )

    def amend(given: dict[str, Any]) -> str:
        return _at(request, actions.amend_listing(found, **given, actor=request.user))

    return act_page(
        request, form, amend, heading=_("Change"), label=_("Save"), back=_at(request, found), said=_("Saved."),
        template="exchange/listing_form.html", listing=found,
    )  # fmt: skip


@require_POST
@at_association
def classify_listing(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_listing(request, pk)
    form = ClassifyForm(request.POST, association=found.association, user=request.user)
    if not form.is_valid():
        raise Http404
    actions.classify_listing(found, **form.cleaned_data, actor=request.user)
    messages.success(request, _("Saved."))
    return redirect(_at(request, found))


@require_POST
@at_association
def submit_listing(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = actions.submit_listing(find_listing(request, pk), actor=request.user)
    messages.success(request, _("It was handed in. A second person reviews it before it is published."))
    return redirect(_at(request, found))


@require_http_methods(["GET", "POST"])
@at_association
def publish_listing(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_listing(request, pk)
    permissions.require_may_publish(request.user, found)
    form = PublishForm(_posted(request), initial={"version": found.version})

    def publish(given: dict[str, Any]) -> str:
        return _at(request, actions.publish_listing(found, **given, actor=request.user))

    shown = queries.listing_page(found, viewer=request.user, association=request.association)
    return act_page(
        request, form, publish, heading=_("Review and publish"), label=_("Publish"), back=_at(request, found),
        said=_("It is published."), template="exchange/publish_listing.html", shown=shown, seen=shown.seen,
        duplicates=queries.duplicates(found, viewer=request.user),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@at_association
def return_listing(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_listing(request, pk)
    permissions.require_may_review(request.user, found)

    def send_back(given: dict[str, Any]) -> str:
        return _at(request, actions.return_listing(found, **given, actor=request.user))

    return act_page(
        request, ReturnForm(request.POST or None), send_back, heading=_("Return “%(title)s”") % {"title": found.title},
        label=_("Return"), back=_at(request, found), said=_("It was returned; its owner is told why."),
    )  # fmt: skip


@require_POST
@at_association
def renew_listing(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = actions.renew_listing(find_listing(request, pk), actor=request.user)
    messages.success(request, _("It is valid for another half a year."))
    return redirect(_at(request, found))


@require_http_methods(["GET", "POST"])
@at_association
def close_listing(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_listing(request, pk)
    permissions.require_may_amend(request.user, found)

    def close(given: dict[str, Any]) -> str:
        return _at(request, actions.close_listing(found, **given, actor=request.user))

    return act_page(
        request, CloseForm(request.POST or None), close, heading=_("Close “%(title)s”") % {"title": found.title},
        label=pgettext("act", "Close"), back=_at(request, found), said=_("It is closed."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@at_association
def share_listing(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_listing(request, pk)
    permissions.require_may_amend(request.user, found)
    initial = {"with_all": found.is_shared_with_all, "associations": found.shared_with.all()}
    form = ShareForm(_posted(request), listing=found, user=request.user, initial=initial)

    def share(given: dict[str, Any]) -> str:
        return _at(request, actions.share_listing(found, **given, actor=request.user))

    note = _(
        "People of these associations read it as its visibility says. Nothing else crosses: no list of members, "
        "no matches of others, no drafts."
    )
    return act_page(
        request, form, share, heading=_("Share “%(title)s”") % {"title": found.title}, label=_("Save"),
        back=_at(request, found), said=_("Saved."), note=note,
    )  # fmt: skip


@require_POST
@at_association
def discard_listing(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.discard_listing(find_listing(request, pk), actor=request.user)
    messages.success(request, _("The draft is discarded."))
    return redirect("exchange:my_listings", request.association.slug)


def _side(given: QueryDict) -> Listing.Side:
    return Listing.Side.NEED if given.get("side") == Listing.Side.NEED else Listing.Side.OFFER


def _posted(request: AssociationRequest) -> QueryDict | None:
    """What was sent, also where nothing was chosen."""
    return request.POST if request.method == "POST" else None
