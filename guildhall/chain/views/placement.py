from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.chain import actions, queries
from guildhall.chain.forms import (
    ChangePlacementForm,
    FileForm,
    OwnPlacementForm,
    PlacementForm,
    chosen_pairs,
)
from guildhall.chain.http import (
    at_chain,
    at_segment,
    find_chain,
    find_placement,
    find_segment,
    require_reader,
)
from guildhall.chain.permissions import require_may_keep
from guildhall.chain.workbook import places_as_excel
from guildhall.core.paging import page_of
from guildhall.core.views import act_page

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRMS_ON_A_PAGE = 20


@require_safe
@at_association
def own_places(request: AssociationRequest) -> HttpResponse:
    """Where the reader's own firms stand on the chains, and where they seem to belong."""
    require_reader(request)
    context = {
        "firms": queries.own_places(request.user, request.association),
        "may_change": not request.association.is_record,
    }
    return render(request, "chain/own_places.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def propose_placement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_segment(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.propose_placement(shown, **given, actor=request.user)
        return at_segment(shown)

    initial = {"role": request.GET.get("role", "serves"), "organization": request.GET.get("organization", "")}
    form: PlacementForm | OwnPlacementForm
    if queries.may_keep(request.user, shown.chain):
        form = PlacementForm(
            request.POST or None, association=request.association, user=request.user, initial=initial
        )
    else:
        own = queries.own_firms(request.user, request.association)
        form = OwnPlacementForm(request.POST or None, own=own, initial=initial)
    back, note = at_segment(shown), f"{shown.chain.name} · {shown.name}"
    said = _("Proposed. The firm or a keeper of the chain confirms it.")
    heading, label = _("Place a firm"), _("Propose")
    return act_page(request, form, do, heading=heading, label=label, back=back, said=said, note=note)


@require_POST
@at_association
def confirm_placement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    placed = actions.confirm_placement(find_placement(request, pk), actor=request.user)
    messages.success(request, _("%(firm)s is confirmed.") % {"firm": placed.organization.name})
    return redirect(at_segment(placed.segment))


@require_http_methods(["GET", "POST"])
@at_association
def change_placement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_placement(request, pk)
    line = queries.place_line(shown, viewer=request.user)

    def do(given: dict[str, Any]) -> str:
        actions.change_placement(shown, **given, actor=request.user)
        return at_segment(shown.segment)

    initial = {name: getattr(shown, name) for name in ChangePlacementForm.base_fields}
    if not line.sees_capacity:
        initial |= {"capacity": None, "unit": ""}
    return act_page(
        request,
        ChangePlacementForm(request.POST or None, initial=initial),
        do,
        heading=_("Products and capacity"),
        label=_("Save"),
        back=at_segment(shown.segment),
        said=_("Saved."),
        note=f"{shown.organization.name} · {shown.segment.name}",
    )


@require_http_methods(["GET", "POST"])
@at_association
def remove_placement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_placement(request, pk)
    if request.method == "POST":
        actions.remove_placement(shown, actor=request.user)
        messages.success(request, _("Removed."))
        return redirect(at_segment(shown.segment))
    context = {
        "question": _("Take %(firm)s off “%(segment)s”?")
        % {"firm": shown.organization.name, "segment": shown.segment.name},
        "preview": [_("What the segment lacks is worked out anew.")],
        "label": _("Remove"),
        "back": at_segment(shown.segment),
    }
    return render(request, "core/confirm.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def place_organizations(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Firms that are not on the chain, with where they seem to belong; what is ticked is confirmed at once."""
    shown = find_chain(request, pk)
    require_may_keep(request.user, shown)
    if request.method == "POST":
        pairs = chosen_pairs(request.POST, "place-")
        places = queries.meant_places(shown, pairs)
        placed = actions.place_organizations(
            shown,
            places=[actions.Place(segment, firm, reason=reason) for segment, firm, reason in places],
            actor=request.user,
        )
        messages.success(request, _("%(count)d places are confirmed.") % {"count": len(placed)})
        return redirect(at_chain(shown))
    page = page_of(queries.unplaced(shown), request.GET.get("page"), FIRMS_ON_A_PAGE)
    context = {
        "chain": shown,
        "page": page,
        "candidates": queries.candidates(shown, page.rows),
    }
    return render(request, "chain/place_organizations.html", context)


@require_safe
@at_association
def export_placements(request: AssociationRequest, pk: UUID) -> HttpResponse:
    drawn = queries.chain_map(find_chain(request, pk), viewer=request.user)
    answer = HttpResponse(places_as_excel(drawn), content_type=EXCEL)
    answer["Content-Disposition"] = 'attachment; filename="places.xlsx"'
    return answer


@require_http_methods(["GET", "POST"])
@at_association
def import_placements(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_chain(request, pk)

    def do(given: dict[str, Any]) -> str:
        file = given["file"]
        stored = actions.import_placements(shown, name=file.name, content=file, actor=request.user)
        messages.success(request, _("%(count)d places are read and confirmed.") % {"count": len(stored)})
        return at_chain(shown)

    return act_page(
        request,
        FileForm(request.POST or None, request.FILES or None),
        do,
        heading=_("Places from a spreadsheet"),
        label=_("Read"),
        back=at_chain(shown),
        said="",
        template="chain/import.html",
        note=_("Excel or CSV with segment, organization, role, products, yearly capacity and unit."),
    )
