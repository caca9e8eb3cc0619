"""Pages of matches: one's own, those of a listing, all of them in figures, and what any text would find."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.exchange import actions, permissions, queries
from guildhall.exchange.forms import AnswerForm, TryForm
from guildhall.exchange.models import Listing, Match
from guildhall.exchange.views.listing import find_listing


def find_match(request: AssociationRequest, pk: UUID) -> Match:
    found = queries.match_to_show(request.association, pk, viewer=request.user)
    if found is None:
        raise Http404
    return found


@require_safe
@at_association
def match_list(request: AssociationRequest) -> HttpResponse:
    asked = request.GET.get("state", "")
    state = asked if asked in ("mutual", "introduced", "declined") else ""
    found = queries.match_list(request.association, viewer=request.user, state=state)
    page = page_of(found, request.GET.get("page"), size=20)
    context = {
        "page": page,
        "matches": page.rows,
        "lines": queries.match_lines(page.rows, request.user, request.association),
        f"at_{state or 'open'}": True,
        "sees_all": permissions.may_see_all_matches(request.user, request.association),
    }
    return render(request, "exchange/match_list.html", context)


@require_safe
@at_association
def match_overview(request: AssociationRequest) -> HttpResponse:
    """How matching goes, for whoever keeps or oversees the association."""
    permissions.require_may_see_all_matches(request.user, request.association)
    context = {
        "funnel": queries.funnel(request.association),
        "exposure": queries.exposure(request.association),
    }
    return render(request, "exchange/match_overview.html", context)


@require_safe
@at_association
def match(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_match(request, pk)
    [line] = queries.match_lines([found], request.user, request.association)
    context = {
        "line": line,
        "match": found,
        "matches": [found],
        "said": queries.feedback_on(found, viewer=request.user),
    }
    return render(request, "exchange/match.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def answer_match(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_match(request, pk)
    [line] = queries.match_lines([found], request.user, request.association)
    permissions.require_may_answer(request.user, found, line.sides[0] if line.sides else Listing.Side.NEED)
    asked = {"side": request.GET.get("side", ""), "verdict": request.GET.get("verdict", "")}
    form = AnswerForm(request.POST or None, sides=line.sides, initial=asked)
    back = reverse("exchange:match", args=[request.association.slug, found.pk])

    def answer(given: dict[str, Any]) -> str:
        actions.answer_match(found, **given, actor=request.user)
        return back

    return act_page(
        request,
        form,
        answer,
        heading=_("Answer: %(title)s") % {"title": line.other.title},
        label=_("Answer"),
        back=back,
        said=_("Your answer is kept. You can change it until you are introduced."),
    )


@require_safe
@at_association
def listing_matches(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """What fits an offer or need: as kept, or before it is published as it would be."""
    listing = find_listing(request, pk)
    permissions.require_may_see_matches(request.user, listing)
    kept = list(queries.matches_of(listing, viewer=request.user)[:50])
    is_published = listing.state in (Listing.State.PUBLISHED, Listing.State.CLOSED)
    context = {
        "listing": listing,
        "matches": kept,
        "lines": queries.match_lines(kept, request.user, request.association, of=listing),
        "is_published": is_published,
        "fits": [] if is_published else queries.matches_for(listing, request.user),
        "may_ask": is_published and permissions.may_amend(request.user, listing),
    }
    return render(request, "exchange/listing_matches.html", context)


@require_POST
@at_association
def ask_for_match(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_listing(request, pk)
    actions.ask_for_match(found, actor=request.user)
    messages.success(request, _("It is matched again. What is new stands here in a moment."))
    return redirect(reverse("exchange:listing_matches", args=[request.association.slug, found.pk]))


@require_http_methods(["GET", "POST"])
@at_association
def try_text(request: AssociationRequest) -> HttpResponse:
    """What any text would find. Nothing is stored."""
    form = TryForm(request.POST or None)
    fits = None
    if form.is_valid():
        given = form.cleaned_data
        fits = queries.fits_for_text(
            given["text"], side=given["side"], association=request.association, viewer=request.user
        )
    return render(request, "exchange/try_text.html", {"form": form, "fits": fits})
