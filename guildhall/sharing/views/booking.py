from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.sharing import actions, notices, permissions, queries
from guildhall.sharing.forms import BookingForm, CancelForm, ReasonForm
from guildhall.sharing.models import Booking, Resource
from guildhall.sharing.views.finding import find_booking, find_resource

CALENDAR = "text/calendar; charset=utf-8"


def at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("sharing:booking", args=[request.association.slug, pk])


@require_safe
@at_association
def booking_list(request: AssociationRequest) -> HttpResponse:
    """One's own bookings, or those of the resources that one keeps."""
    state, side = request.GET.get("state", ""), request.GET.get("side", "mine")
    found = queries.booking_list(request.user, request.association, side=side, state=state)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "state": state,
        "states": Booking.State.choices,
        "side": side,
    }
    return render(request, "sharing/booking_list.html", context)


@require_safe
@at_association
def booking(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_booking(request, pk)
    others = Booking.objects.filter(series=shown.series, series__isnull=False).exclude(pk=pk)
    context = {
        "booking": shown,
        "acts": queries.booking_acts(request.user, shown, now=timezone.now()),
        "others": others.order_by("starts_at"),
    }
    return render(request, "sharing/booking.html", context)


@require_safe
@at_association
def booking_file(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The booking for a calendar program."""
    text = notices.booking_calendar(find_booking(request, pk), stamp=timezone.now())
    headers = {"Content-Disposition": 'attachment; filename="booking.ics"'}
    return HttpResponse(text, content_type=CALENDAR, headers=headers)


@require_http_methods(["GET", "POST"])
@at_association
def book_resource(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """From a free slot: what for, how long. Of several weeks every one is shown before they are booked."""
    shown = find_resource(request, pk)
    if not permissions.may_book(request.user, shown):
        raise Http404
    initial = {name: moment_asked(request, name) for name in ("starts_at", "ends_at")}
    form = BookingForm(request.POST or None, initial={"repeats": 1} | initial)
    weeks: list[queries.Occurrence] = []
    if form.is_valid():
        if form.cleaned_data["repeats"] > 1 and "confirmed" not in request.POST:
            weeks = previewed(shown, form.cleaned_data)
        else:
            with refusals_shown_in(form):
                made = actions.book_resource(shown, **form.cleaned_data, actor=request.user)
                messages.success(request, said_of(made))
                return redirect(at(request, made[0].pk))
    return render(request, "sharing/book_resource.html", context_of(shown, form, weeks))


def moment_asked(request: AssociationRequest, name: str) -> datetime | None:
    try:
        found = parse_datetime(request.GET.get(name, ""))
    except ValueError:
        return None
    return found if found is None or timezone.is_aware(found) else timezone.make_aware(found)


def context_of(shown: Resource, form: BookingForm, weeks: list[queries.Occurrence]) -> dict[str, Any]:
    refusal = getattr(form, "refusal", None)
    free = refusal.details.get("free", []) if refusal else []
    return {
        "resource": shown,
        "form": form,
        "weeks": weeks,
        "all_free": bool(weeks) and not any(week.problem for week in weeks),
        "free": [{name: parse_datetime(moment) for name, moment in unit.items()} for unit in free],
    }


def previewed(shown: Resource, given: dict[str, Any]) -> list[queries.Occurrence]:
    times = {name: given[name] for name in ("starts_at", "ends_at", "repeats")}
    return queries.occurrences(shown, **times, now=timezone.now(), language=get_language() or "en")


def said_of(made: list[Booking]) -> str:
    if made[0].state == Booking.State.REQUESTED:
        return _("Asked for. The owner answers; until then the time is kept for you.")
    if len(made) > 1:
        return _("The time is yours in each of the %(count)d weeks.") % {"count": len(made)}
    return _("The time is yours.")


@require_POST
@at_association
def confirm_booking(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.confirm_booking(find_booking(request, pk), actor=request.user)
    messages.success(request, _("Confirmed."))
    return redirect(at(request, pk))


@require_http_methods(["GET", "POST"])
@at_association
def decline_booking(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_booking(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.decline_booking(shown, **given, actor=request.user)
        return at(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Decline the booking"),
        label=_("Decline"),
        back=at(request, pk),
        said=_("Declined."),
        note=shown,
    )


@require_http_methods(["GET", "POST"])
@at_association
def cancel_booking(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_booking(request, pk)

    def do(given: dict[str, Any]) -> str:
        count = actions.cancel_booking(shown, **given, actor=request.user)
        messages.success(request, _("Bookings cancelled: %(count)d.") % {"count": count})
        return at(request, pk)

    form = CancelForm(
        request.POST or None,
        is_series=shown.series is not None,
        needs_reason=not permissions.is_own_booking(request.user, shown),
    )
    heading, label = _("Cancel the booking"), _("Cancel the booking")
    return act_page(
        request, form, do, heading=heading, label=label, back=at(request, pk), said="", note=shown
    )


@require_POST
@at_association
def note_use(request: AssociationRequest, pk: UUID) -> HttpResponse:
    came = request.POST.get("came") == "yes"
    actions.note_use(find_booking(request, pk), came=came, actor=request.user)
    return redirect(at(request, pk))
