import io
from typing import cast
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.commitments import actions, queries
from guildhall.commitments.forms import AmendItemForm, NoteForm
from guildhall.commitments.models import Commitment, Plan
from guildhall.commitments.printing import plan_as_pdf
from guildhall.commitments.views.acts import act_page, done, find_plan, version_read
from guildhall.commitments.views.commitment import said_of
from guildhall.core.forms import refusals_shown_in


def _find_whole(request: AssociationRequest, pk: UUID) -> Plan:
    plan = find_plan(request, pk)
    if not queries.reads_whole(request.user, plan):
        raise Http404
    return plan


def _find_item(request: AssociationRequest, plan: Plan, pk: UUID) -> Commitment:
    items = queries.commitments_to_show(request.user, request.association)
    return get_object_or_404(items, pk=pk, plan=plan)


@require_safe
@at_association
def plan_versions(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = _find_whole(request, pk)
    steps = queries.version_steps(shown)
    return render(request, "commitments/plan_versions.html", {"plan": shown, "steps": steps, "whole": True})


@require_safe
@at_association
def compare_versions(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = _find_whole(request, pk)
    versions = list(shown.versions.select_related("made_by", "carried_from"))
    if not versions:
        return redirect("commitments:plan", request.association.slug, pk)
    by_number = {str(version.number): version for version in versions}
    new = by_number.get(request.GET.get("new", ""), versions[-1])
    old = by_number.get(request.GET.get("old", ""), versions[0])
    context = {
        "plan": shown,
        "versions": versions,
        "old": old,
        "new": new,
        "changes": queries.compare_versions(old, new),
        "whole": True,
    }
    return render(request, "commitments/compare_versions.html", context)


@require_safe
@at_association
def print_plan(request: AssociationRequest, pk: UUID) -> FileResponse:
    shown = find_plan(request, pk)
    items = queries.items_of(shown, request.user)
    printed = plan_as_pdf(shown, items, language=get_language() or "")
    return FileResponse(io.BytesIO(printed), as_attachment=True, filename=f"{shown.title}.pdf")


@require_http_methods(["GET", "POST"])
@at_association
def amend_add_item(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """An item that comes into an adopted plan."""
    shown = find_plan(request, pk)
    form = AmendItemForm(request.POST or None, plan=shown)
    return _amend(request, shown, form, heading=_("Amend the plan: new item"), item=None)


@require_http_methods(["GET", "POST"])
@at_association
def amend_change_item(request: AssociationRequest, pk: UUID, item: UUID) -> HttpResponse:
    """An item of an adopted plan as it shall be from now on."""
    shown = find_plan(request, pk)
    changed = _find_item(request, shown, item)
    form = AmendItemForm(request.POST or None, plan=shown, initial=said_of(changed))
    return _amend(request, shown, form, heading=_("Amend the plan: change an item"), item=changed)


@require_http_methods(["GET", "POST"])
@at_association
def amend_remove_item(request: AssociationRequest, pk: UUID, item: UUID) -> HttpResponse:
    """An item that goes out of an adopted plan."""
    shown = find_plan(request, pk)
    removed = _find_item(request, shown, item)
    form = NoteForm(request.POST or None)
    return _amend(
        request, shown, form, heading=_("Amend the plan: take out an item"), item=removed, takes_out=True
    )


def _amend(
    request: AssociationRequest,
    plan: Plan,
    form: NoteForm | AmendItemForm,
    *,
    heading: str,
    item: Commitment | None,
    takes_out: bool = False,
) -> HttpResponse:
    version = version_read(request, plan.version)
    if form.is_valid():
        with refusals_shown_in(form):
            said = dict(form.cleaned_data)
            note = said.pop("note")
            details = cast(actions.CommitmentDetails, said)
            amendment = actions.amendment_of(item, details, takes_out=takes_out)
            actions.amend_plan(plan, version=version, note=note, amendment=amendment, actor=request.user)
            return done(request, plan, _("Amended. The versions show what changed."))
    back = reverse("commitments:plan", args=[request.association.slug, plan.pk])
    label = _("Amend")
    return act_page(
        request, form, heading=heading, label=label, back=back, version=version, note=str(item or "")
    )
