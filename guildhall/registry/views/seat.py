from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.registry import actions, queries
from guildhall.registry.forms import ChangeSeatForm, LastDayForm, RepresentativeForm, SeatForm
from guildhall.registry.models import Seat
from guildhall.registry.views.acts import is_done
from guildhall.registry.views.body import body_of


def seat_of(request: AssociationRequest, pk: UUID) -> Seat:
    seats = Seat.objects.of(request.association).visible_to(request.user)
    return get_object_or_404(seats.select_related("body__association", "organization", "person"), pk=pk)


@require_http_methods(["GET", "POST"])
@at_association
def give_seat(request: AssociationRequest, pk: UUID) -> HttpResponse:
    body = body_of(request, pk)
    initial = {"from_on": queries.today_in(request.association)}
    form = SeatForm(request.POST or None, initial=initial, association=request.association, user=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.give_seat(body, **form.details, actor=request.user)
            messages.success(request, _("The seat is given."))
            return redirect("registry:body", request.association.slug, pk)
    return render(request, "registry/give_seat.html", {"form": form, "body": body})


@require_http_methods(["GET", "POST"])
@at_association
def change_seat(request: AssociationRequest, pk: UUID) -> HttpResponse:
    seat = seat_of(request, pk)
    initial = {name: getattr(seat, name) for name in ChangeSeatForm.base_fields}
    form = ChangeSeatForm(request.POST or None, initial=initial)
    if is_done(request, form, partial(actions.change_seat, seat), _("Saved.")):
        return redirect("registry:body", request.association.slug, seat.body_id)
    return render(request, "registry/change_seat.html", {"form": form, "seat": seat})


@require_http_methods(["GET", "POST"])
@at_association
def withdraw_seat(request: AssociationRequest, pk: UUID) -> HttpResponse:
    seat = seat_of(request, pk)
    form = LastDayForm(request.POST or None, initial={"on": queries.today_in(request.association)})
    if is_done(request, form, partial(actions.withdraw_seat, seat), _("The seat is withdrawn.")):
        return redirect("registry:body", request.association.slug, seat.body_id)
    return render(request, "registry/withdraw_seat.html", {"form": form, "seat": seat})


@require_http_methods(["GET", "POST"])
@at_association
def name_representative(request: AssociationRequest, pk: UUID) -> HttpResponse:
    seat = seat_of(request, pk)
    initial = {"from_on": queries.today_in(request.association)}
    form = RepresentativeForm(
        request.POST or None, initial=initial, association=request.association, user=request.user
    )
    if is_done(request, form, partial(actions.name_representative, seat), _("The representative is named.")):
        return redirect("registry:body", request.association.slug, seat.body_id)
    context = {"form": form, "seat": seat, "history": queries.representatives_of(seat)}
    return render(request, "registry/name_representative.html", context)
