from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.chain import actions, queries
from guildhall.chain.figures import FORMULA, NOT_SHOWN
from guildhall.chain.forms import ChangeFlowForm, ChangeSegmentForm, FlowForm, SegmentForm
from guildhall.chain.http import at_chain, at_segment, find_chain, find_flow, find_segment
from guildhall.core.views import act_page


@require_safe
@at_association
@kept_until_changed
def segment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_segment(request, pk)
    drawn = queries.chain_map(shown.chain, viewer=request.user)
    around = queries.around(drawn, shown)
    context = {
        "spot": drawn.spot_of(shown),
        "segment": shown,
        "chain": shown.chain,
        "around": around,
        "supplies": queries.supplies_of(shown, viewer=request.user),
        "may_keep": queries.may_keep(request.user, shown.chain),
        "may_propose": queries.may_propose(request.user, shown.chain),
        "formula": FORMULA,
        "not_shown": NOT_SHOWN,
    }
    return render(request, "chain/segment.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def add_segment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_chain(request, pk)

    def do(given: dict[str, Any]) -> str:
        return at_segment(actions.add_segment(shown, **given, actor=request.user))

    return act_page(
        request,
        SegmentForm(
            request.POST or None,
            association=request.association,
            user=request.user,
            initial={"stage": "midstream"},
        ),
        do,
        heading=_("New segment"),
        label=_("Add"),
        back=at_chain(shown),
        said=_("Added."),
        note=shown.name,
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_segment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_segment(request, pk)

    def do(given: dict[str, Any]) -> str:
        return at_segment(actions.change_segment(shown, **given, actor=request.user))

    initial = {name: getattr(shown, name) for name in ChangeSegmentForm.base_fields}
    return act_page(
        request,
        ChangeSegmentForm(
            request.POST or None, initial=initial, association=request.association, user=request.user
        ),
        do,
        heading=_("Change the segment"),
        label=_("Save"),
        back=at_segment(shown),
        said=_("Saved."),
        note=shown.chain.name,
    )


@require_http_methods(["GET", "POST"])
@at_association
def remove_segment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_segment(request, pk)
    if request.method == "POST":
        actions.remove_segment(shown, actor=request.user)
        messages.success(request, _("%(name)s is removed.") % {"name": shown.name})
        return redirect(at_chain(shown.chain))
    context = {
        "question": _("Remove the segment “%(name)s” and its flows?") % {"name": shown.name},
        "preview": queries.removal_of_segment(shown),
        "label": _("Remove"),
        "back": at_segment(shown),
    }
    return render(request, "core/confirm.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def add_flow(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_chain(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.add_flow(shown, **given, actor=request.user)
        return at_chain(shown)

    return act_page(
        request,
        FlowForm(request.POST or None, chain=shown, initial={"source": request.GET.get("from", "")}),
        do,
        heading=_("New flow"),
        label=_("Add"),
        back=at_chain(shown),
        said=_("Added."),
        note=_("What one segment supplies to another. Goods may also flow back, or within a segment."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_flow(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_flow(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.change_flow(shown, **given, actor=request.user)
        return at_chain(shown.chain)

    initial = {name: getattr(shown, name) for name in ChangeFlowForm.base_fields}
    return act_page(
        request,
        ChangeFlowForm(request.POST or None, initial=initial),
        do,
        heading=_("Change the flow"),
        label=_("Save"),
        back=at_chain(shown.chain),
        said=_("Saved."),
        note=f"{shown.source.name} → {shown.target.name}",
    )


@require_http_methods(["GET", "POST"])
@at_association
def remove_flow(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_flow(request, pk)
    if request.method == "POST":
        actions.remove_flow(shown, actor=request.user)
        messages.success(request, _("Removed."))
        return redirect(at_chain(shown.chain))
    context = {
        "question": _("Remove this flow?"),
        "preview": [f"{shown.source.name} → {shown.target.name} · {shown.goods}"],
        "label": _("Remove"),
        "back": at_chain(shown.chain),
    }
    return render(request, "core/confirm.html", context)
