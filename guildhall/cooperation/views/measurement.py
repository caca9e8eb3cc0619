from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.forms import ChangeOwnerForm, MeasurementForm, ReleaseOwnerForm
from guildhall.cooperation.forms.fields import ReasonForm
from guildhall.cooperation.models import Measurement, ProjectOwner
from guildhall.cooperation.views.project import at_project, find_project
from guildhall.core.views import act_page


def find_measurement(request: AssociationRequest, pk: UUID) -> Measurement:
    return get_object_or_404(queries.measurements_to_show(request.user, request.association), pk=pk)


def find_owner(request: AssociationRequest, pk: UUID) -> ProjectOwner:
    return get_object_or_404(queries.owners_to_show(request.user, request.association), pk=pk)


@require_http_methods(["GET", "POST"])
@at_association
def report_measurement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown, at = find_project(request, pk), at_project(request, pk)

    def do(given: dict[str, Any]) -> str:
        file = given.pop("evidence")
        actions.report_measurement(shown, **given, evidence=(file.name, file), actor=request.user)
        return at

    form = MeasurementForm(request.POST or None, request.FILES or None)
    note = f"{shown.indicator} · {shown.unit}" if shown.unit else shown.indicator
    words = {"heading": _("Report a measurement"), "label": _("Report")}
    said = _("Reported. It counts once another side or the secretariat confirms it.")
    return act_page(request, form, do, back=at, note=note, said=said, **words)


@require_POST
@at_association
def confirm_measurement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    confirmed = actions.confirm_measurement(find_measurement(request, pk), actor=request.user)
    messages.success(request, _("Confirmed: it counts."))
    return redirect(at_project(request, confirmed.project_id))


@require_http_methods(["GET", "POST"])
@at_association
def dispute_measurement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_measurement(request, pk)
    at = at_project(request, shown.project_id)

    def do(given: dict[str, Any]) -> str:
        actions.dispute_measurement(shown, **given, actor=request.user)
        return at

    words = {
        "heading": _("Dispute the measurement"),
        "label": _("Dispute"),
        "said": _("Whoever reported it is told."),
    }
    return act_page(request, ReasonForm(request.POST or None), do, back=at, note=shown, **words)


@require_http_methods(["GET", "POST"])
@at_association
def change_owner(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_owner(request, pk)
    at = at_project(request, shown.project_id)

    def do(given: dict[str, Any]) -> str:
        actions.change_owner(shown, **given, actor=request.user)
        return at

    form = ChangeOwnerForm(request.POST or None, association=shown.association)
    words = {"heading": _("Somebody else answers for it"), "label": _("Hand over"), "said": _("Handed over.")}
    return act_page(request, form, do, back=at, note=shown.organization, **words)


@require_http_methods(["GET", "POST"])
@at_association
def release_owner(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_owner(request, pk)
    at = at_project(request, shown.project_id)

    def do(given: dict[str, Any]) -> str:
        actions.release_owner(shown, **given, actor=request.user)
        return at

    form = ReleaseOwnerForm(request.POST or None, owner=shown)
    words = {"heading": _("What becomes of its promise"), "label": _("Settle"), "said": _("Settled.")}
    return act_page(request, form, do, back=at, note=shown.organization, **words)
