from collections.abc import Callable
from uuid import UUID

from django.forms import Form
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
from guildhall.commitments.models import Commitment
from guildhall.commitments.views.acts import act_page, done, find_commitment
from guildhall.core.forms import refusals_shown_in


def _carry_out(
    request: AssociationRequest,
    shown: Commitment,
    form: Form,
    act: Callable[..., object],
    *,
    heading: str,
    said: str,
    label: str = "",
    **more: str,
) -> HttpResponse:
    """Show the form; once it is filled in, do the one act with what it says and lead back with ``said``."""
    if form.is_valid():
        with refusals_shown_in(form):
            act(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, said)
    back = reverse("commitments:commitment", args=[request.association.slug, shown.pk])
    return act_page(request, form, heading=heading, label=label or heading, back=back, about=shown, **more)


@require_http_methods(["GET", "POST"])
@at_association
def report_progress(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = ReportForm(request.POST or None, request.FILES or None, initial={"percent": shown.progress})
    return _carry_out(
        request,
        shown,
        form,
        actions.report_progress,
        heading=_("Report progress"),
        label=_("Report"),
        said=_("The progress is reported."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def report_done(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = DoneForm(request.POST or None, request.FILES or None)
    return _carry_out(
        request,
        shown,
        form,
        actions.report_done,
        heading=_("Report done"),
        said=_("Reported done. A second person has to accept it."),
        note=_("A second person then accepts it or returns it."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def accept_commitment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = AcceptForm(request.POST or None)
    return _carry_out(
        request, shown, form, actions.accept_commitment, heading=_("Accept"), said=_("Accepted and closed.")
    )


@require_http_methods(["GET", "POST"])
@at_association
def return_commitment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = ReasonForm(request.POST or None)
    return _carry_out(
        request,
        shown,
        form,
        actions.return_commitment,
        heading=_("Return"),
        said=_("Returned. It is under way again."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def reopen_commitment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = ReasonForm(request.POST or None)
    return _carry_out(
        request,
        shown,
        form,
        actions.reopen_commitment,
        heading=_("Open again"),
        said=_("Opened again. It is under way."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def postpone_deadline(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = PostponeForm(request.POST or None, initial={"deadline": shown.deadline})
    return _carry_out(
        request,
        shown,
        form,
        actions.postpone_deadline,
        heading=_("Move the deadline"),
        said=_("The deadline was moved; the old one stays in the history."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def hand_over(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = HandOverForm(request.POST or None, association=request.association)
    return _carry_out(
        request, shown, form, actions.hand_over, heading=_("Hand over"), said=_("Handed over. Both are told.")
    )


@require_http_methods(["GET", "POST"])
@at_association
def cancel_commitment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = ReasonForm(request.POST or None)
    return _carry_out(
        request,
        shown,
        form,
        actions.cancel_commitment,
        heading=_("Cancel the commitment"),
        said=_("Cancelled."),
        look="danger",
    )
