from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.forms import (
    AmendCooperationForm,
    AmendStepForm,
    CooperationFilterForm,
    EndCooperationForm,
    IntroduceForm,
    LeaveForm,
    NewCooperationForm,
    StageForm,
)
from guildhall.cooperation.models import Cooperation
from guildhall.cooperation.permissions import may_keep
from guildhall.cooperation.views.shared import at_cooperation, find_cooperation, version_read
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.exchange.models import Listing, Match
from guildhall.exchange.permissions import may_amend
from guildhall.exchange.sight import visible_listings
from guildhall.registry.queries import person_of, today_in

KEPT = ("subject_zh", "subject_en", "since", "keeper", "result_zh", "result_en", "is_public")


@require_safe
@at_association
def cooperation_list(request: AssociationRequest) -> HttpResponse:
    form = CooperationFilterForm(request.GET)
    rows = queries.cooperation_list(request.user, request.association, **form.asked())
    context = {
        "page": page_of(rows, request.GET.get("page")),
        "form": form,
        "may_keep": may_keep(request.user, request.association),
    }
    return render(request, "cooperation/cooperation_list.html", context)


@require_safe
@at_association
def cooperation(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown, here = find_cooperation(request, pk), request.association
    context = {
        "cooperation": shown,
        "line": queries.line_of(shown),
        "roles": queries.roles_of(request.user, shown),
        "agreements": queries.agreements_of(shown, request.user, here),
        "listings": _listings(request, shown),
        "closing_url": _closing_url(request, shown),
        "today": today_in(here),
    }
    return render(request, "cooperation/cooperation.html", context)


def _listings(request: AssociationRequest, shown: Cooperation) -> list[tuple[str, Listing, str]]:
    """The need and the offer that it came from, with a link where the reader may open them."""
    if shown.match is None:
        return []
    rows, slug = [(_("Need"), shown.match.need), (_("Offer"), shown.match.offer)], request.association.slug
    seen = visible_listings(request.user, request.association).filter(pk__in=[one.pk for _label, one in rows])
    keys = set(seen.values_list("pk", flat=True))
    return [
        (label, one, reverse("exchange:listing", args=[slug, one.pk]) if one.pk in keys else "")
        for label, one in rows
    ]


def _closing_url(request: AssociationRequest, shown: Cooperation) -> str:
    """Where the need is closed as fulfilled, for whoever may, once the cooperation delivered."""
    if shown.match is None or shown.ending != Cooperation.Ending.DELIVERED:
        return ""
    need = shown.match.need
    if need.state != Listing.State.PUBLISHED or not may_amend(request.user, need):
        return ""
    return reverse("exchange:close_listing", args=[need.association.slug, need.pk])


@require_http_methods(["GET", "POST"])
@at_association
def begin_cooperation(request: AssociationRequest) -> HttpResponse:
    first = {"keeper": person_of(request.user, request.association), "stage": "introduced"}
    form = NewCooperationForm(request.POST or None, association=request.association, initial=first)

    def do(_given: dict[str, Any]) -> str:
        begun = actions.begin_cooperation(request.association, **form.cleaned(), actor=request.user)
        return at_cooperation(request, begun.pk)

    return act_page(
        request,
        form,
        do,
        heading=_("New cooperation"),
        label=_("Begin"),
        back=reverse("cooperation:cooperation_list", args=[request.association.slug]),
        said=_("The cooperation has begun."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def introduce(request: AssociationRequest, pk: UUID) -> HttpResponse:
    matches = Match.objects.filter(association=request.association).select_related(
        "association", "need__organization", "need__contact", "offer__organization", "offer__contact"
    )
    match = get_object_or_404(
        matches if may_keep(request.user, request.association) else matches.none(), pk=pk
    )
    asks = match.need.organization is None
    form = IntroduceForm(request.POST or None, association=request.association, asks=asks)
    form.is_bound = request.method == "POST"

    def do(given: dict[str, Any]) -> str:
        return at_cooperation(request, actions.introduce(match, **given, actor=request.user).pk)

    named = [one.organization.name for one in (match.need, match.offer) if one.organization is not None]
    return act_page(
        request,
        form,
        do,
        heading=_("Introduce the two sides"),
        label=_("Introduce"),
        back=reverse("cooperation:cooperation_list", args=[request.association.slug]),
        said=_("Both sides were told each other's names and contacts."),
        note=" · ".join(named),
    )


@require_http_methods(["GET", "POST"])
@at_association
def amend_cooperation(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_cooperation(request, pk)
    first = {name: getattr(shown, name) for name in KEPT}
    form = AmendCooperationForm(request.POST or None, association=shown.association, initial=first)
    version = version_read(request, shown.version)

    def do(given: dict[str, Any]) -> str:
        actions.amend_cooperation(shown, version=version, **given, actor=request.user)
        return at_cooperation(request, pk)

    return act_page(
        request,
        form,
        do,
        heading=_("Change what is kept"),
        label=_("Save"),
        back=at_cooperation(request, pk),
        said=_("Saved."),
        version=version,
    )


@require_http_methods(["GET", "POST"])
@at_association
def reach_stage(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_cooperation(request, pk)
    first = {"on": today_in(shown.association), "stage": request.GET.get("stage", "")}
    form = StageForm(request.POST or None, stages=queries.stages_ahead(shown), initial=first)

    def do(given: dict[str, Any]) -> str:
        actions.reach_stage(shown, **given, actor=request.user)
        return at_cooperation(request, pk)

    return act_page(
        request,
        form,
        do,
        heading=_("How far it has come"),
        label=_("Report"),
        back=at_cooperation(request, pk),
        said=_("Reported. The other side is told."),
        note=shown.subject,
    )


@require_http_methods(["GET", "POST"])
@at_association
def amend_step(request: AssociationRequest, pk: UUID) -> HttpResponse:
    step = get_object_or_404(queries.steps_to_show(request.user, request.association), pk=pk)
    form = AmendStepForm(request.POST or None, initial={"on": step.on, "note": step.note})

    def do(given: dict[str, Any]) -> str:
        actions.amend_step(step, **given, actor=request.user)
        return at_cooperation(request, step.cooperation_id)

    return act_page(
        request,
        form,
        do,
        heading=_("Correct a stage"),
        label=_("Save"),
        back=at_cooperation(request, step.cooperation_id),
        said=_("Corrected."),
        note=step.get_stage_display(),
    )


@require_http_methods(["GET", "POST"])
@at_association
def end_cooperation(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_cooperation(request, pk)
    form = EndCooperationForm(request.POST or None, initial={"on": today_in(shown.association)})

    def do(given: dict[str, Any]) -> str:
        actions.end_cooperation(shown, **given, actor=request.user)
        return at_cooperation(request, pk)

    return act_page(
        request,
        form,
        do,
        heading=_("End it, with the reason"),
        label=_("End the cooperation"),
        back=at_cooperation(request, pk),
        said=_("The cooperation has ended."),
        note=shown.subject,
    )


@require_http_methods(["GET", "POST"])
@at_association
def leave_cooperation(request: AssociationRequest, pk: UUID) -> HttpResponse:
    party = get_object_or_404(queries.parties_to_show(request.user, request.association), pk=pk)
    form = LeaveForm(request.POST or None, initial={"on": today_in(party.association)})

    def do(given: dict[str, Any]) -> str:
        actions.leave_cooperation(party, **given, actor=request.user)
        return at_cooperation(request, party.cooperation_id)

    return act_page(
        request,
        form,
        do,
        heading=_("Leave the cooperation"),
        label=_("Leave the cooperation"),
        back=at_cooperation(request, party.cooperation_id),
        said=_("The party has left."),
        note=f"{party.organization} · {party.cooperation}",
    )
