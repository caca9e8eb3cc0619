from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.commitments import actions
from guildhall.commitments.forms import (
    AcceptForm,
    DoneForm,
    HandOverForm,
    PostponeForm,
    ReasonForm,
    ReportForm,
)
from guildhall.commitments.views.acts import act_page, done, find_commitment
from guildhall.core.forms import refusals_shown_in


def _back(request: AssociationRequest, pk: UUID) -> str:
    return reverse("commitments:commitment", args=[request.association.slug, pk])


@require_http_methods(["GET", "POST"])
@at_association
def report_progress(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = ReportForm(request.POST or None, request.FILES or None, initial={"percent": shown.progress})
    if form.is_valid():
        with refusals_shown_in(form):
            actions.report_progress(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("The progress is reported."))
    return act_page(
        request,
        form,
        heading=_("Report progress"),
        label=_("Report"),
        back=_back(request, pk),
        about=shown,
    )


@require_http_methods(["GET", "POST"])
@at_association
def report_done(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = DoneForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.report_done(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("Reported done. A second person has to accept it."))
    return act_page(
        request,
        form,
        heading=_("Report done"),
        label=_("Report done"),
        back=_back(request, pk),
        about=shown,
        note=_("A second person then accepts it or returns it."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def accept_commitment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = AcceptForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.accept_commitment(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("Accepted and closed."))
    return act_page(
        request, form, heading=_("Accept"), label=_("Accept"), back=_back(request, pk), about=shown
    )


@require_http_methods(["GET", "POST"])
@at_association
def return_commitment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.return_commitment(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("Returned. It is under way again."))
    return act_page(
        request, form, heading=_("Return"), label=_("Return"), back=_back(request, pk), about=shown
    )


@require_http_methods(["GET", "POST"])
@at_association
def reopen_commitment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.reopen_commitment(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("Opened again. It is under way."))
    return act_page(
        request, form, heading=_("Open again"), label=_("Open again"), back=_back(request, pk), about=shown
    )


@require_http_methods(["GET", "POST"])
@at_association
def postpone_deadline(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = PostponeForm(request.POST or None, initial={"deadline": shown.deadline})
    if form.is_valid():
        with refusals_shown_in(form):
            actions.postpone_deadline(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("The deadline was moved; the old one stays in the history."))
    return act_page(
        request,
        form,
        heading=_("Move the deadline"),
        label=_("Move the deadline"),
        back=_back(request, pk),
        about=shown,
    )


@require_http_methods(["GET", "POST"])
@at_association
def hand_over(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = HandOverForm(request.POST or None, association=request.association)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.hand_over(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("Handed over. Both are told."))
    return act_page(
        request, form, heading=_("Hand over"), label=_("Hand over"), back=_back(request, pk), about=shown
    )


@require_http_methods(["GET", "POST"])
@at_association
def cancel_commitment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.cancel_commitment(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("Cancelled."))
    return act_page(
        request,
        form,
        heading=_("Cancel the commitment"),
        label=_("Cancel the commitment"),
        back=_back(request, pk),
        about=shown,
        look="danger",
    )
