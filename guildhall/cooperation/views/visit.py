from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.forms import FromVisitForm, HistoryForm, VisitForm
from guildhall.cooperation.models import Visit
from guildhall.cooperation.sight import visible_cooperations
from guildhall.cooperation.views.project import key_asked
from guildhall.cooperation.views.shared import find_cooperation, version_read
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.registry.queries import today_in


def find_visit(request: AssociationRequest, pk: UUID) -> Visit:
    return get_object_or_404(queries.visit_list(request.user, request.association), pk=pk)


def at_visit(request: AssociationRequest, pk: UUID) -> str:
    return reverse("cooperation:visit", args=[request.association.slug, pk])


@require_safe
@at_association
def visit_list(request: AssociationRequest) -> HttpResponse:
    q, year = request.GET.get("q", "").strip()[:80], request.GET.get("year", "")
    asked = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    context = {
        "page": page_of(
            queries.visit_list(request.user, request.association, q=q, year=asked), request.GET.get("page")
        ),
        "q": q,
        "year": asked,
        "may_note": queries.may_note_any(request.user, request.association),
    }
    return render(request, "cooperation/visit_list.html", context)


@require_safe
@at_association
def visit(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_visit(request, pk)
    context = {
        "visit": shown,
        "acts": queries.visit_acts(request.user, shown),
        "listings": queries.listings_from(shown, request.user),
    }
    return render(request, "cooperation/visit.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def note_visit(request: AssociationRequest) -> HttpResponse:
    key = key_asked(request, "cooperation")
    initial = {"stated_date": today_in(request.association).isoformat(), "cooperation": key}
    cooperations = visible_cooperations(request.user, request.association)
    form = VisitForm(
        request.POST or None,
        association=request.association,
        cooperations=cooperations.filter(association=request.association),
        initial=initial,
    )

    def do(given: dict[str, Any]) -> str:
        return at_visit(request, actions.note_visit(request.association, **given, actor=request.user).pk)

    back = reverse("cooperation:visit_list", args=[request.association.slug])
    words = {"heading": _("Note a visit"), "label": _("Save"), "said": _("Noted.")}
    return act_page(request, form, do, back=back, **words)


@require_http_methods(["GET", "POST"])
@at_association
def amend_visit(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_visit(request, pk)
    version, at = version_read(request, shown.version), at_visit(request, pk)
    cooperations = visible_cooperations(request.user, request.association)
    form = VisitForm(
        request.POST or None,
        association=request.association,
        cooperations=cooperations.filter(association=request.association),
        initial=VisitForm.initial_of(shown),
    )

    def do(given: dict[str, Any]) -> str:
        actions.amend_visit(shown, version=version, **given, actor=request.user)
        return at

    words = {"heading": _("Change what is kept of the visit"), "label": _("Save"), "said": _("Saved.")}
    return act_page(request, form, do, back=at, version=version, **words)


@require_http_methods(["GET", "POST"])
@at_association
def draft_from_visit(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_visit(request, pk)

    def do(given: dict[str, Any]) -> str:
        drafted = actions.draft_from_visit(shown, **given, actor=request.user)
        return reverse("exchange:listing", args=[request.association.slug, drafted.pk])

    form = FromVisitForm(request.POST or None, visit=shown)
    words = {"heading": _("A need that came to light"), "label": _("Draft it")}
    said = _("Drafted. It is published once it was handed in and a second person read it.")
    return act_page(request, form, do, back=at_visit(request, pk), note=shown, said=said, **words)


@require_safe
@at_association
def history(request: AssociationRequest) -> HttpResponse:
    """What one organization did with others, or several with each other."""
    form = HistoryForm(request.GET, association=request.association)
    chosen = list(form.cleaned_data.get("organization", ())) if form.is_valid() else []
    events = queries.history(chosen, viewer=request.user, association=request.association)
    context = {"form": form, "organizations": chosen, "events": events}
    return render(request, "cooperation/history.html", context)


@require_safe
@at_association
def cooperation_history(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_cooperation(request, pk)
    events = queries.cooperation_history(shown, viewer=request.user, association=request.association)
    return render(request, "cooperation/history.html", {"cooperation": shown, "events": events})
