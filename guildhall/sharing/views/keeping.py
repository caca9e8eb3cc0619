"""What the owner of a resource sees to: who booked, blocked times, use, calendar addresses."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.accounts.queries import association_by_slug
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.registry.queries import today_in
from guildhall.sharing import actions, notices, permissions, queries
from guildhall.sharing.forms import ClosureForm
from guildhall.sharing.models import Booking
from guildhall.sharing.views.booking import CALENDAR
from guildhall.sharing.views.finding import find_closure, find_kept, find_resource
from guildhall.sharing.workbooks import bookings_as_excel

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_OF = timedelta(days=90)
EXPORTED = 5_000


def _kept(request: AssociationRequest, pk: UUID) -> str:
    return reverse("sharing:resource_bookings", args=[request.association.slug, pk])


@require_safe
@at_association
def resource_bookings(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """For the owner: who waits for an answer, who comes when, what is blocked, how much it is used."""
    shown, now = find_kept(request, pk), timezone.now()
    today: date = today_in(request.association)
    waiting = queries.bookings_of_resource(shown, state=Booking.State.REQUESTED)
    context = {
        "resource": shown,
        "waiting": waiting[:50],
        "page": page_of(queries.bookings_of_resource(shown), request.GET.get("page")),
        "closures": queries.closures_of(shown, now=now),
        "use": queries.use_of(shown, today - SHOWN_OF, today - timedelta(days=1)),
    }
    return render(request, "sharing/resource_bookings.html", context)


@require_safe
@at_association
def export_bookings(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The bookings as an Excel workbook, the latest first."""
    shown = find_kept(request, pk)
    content = bookings_as_excel(queries.bookings_of_resource(shown)[:EXPORTED], shown)
    disposition = 'attachment; filename="bookings.xlsx"'
    return HttpResponse(content, content_type=EXCEL, headers={"Content-Disposition": disposition})


@require_http_methods(["GET", "POST"])
@at_association
def block_time(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_kept(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.block_time(shown, **given, actor=request.user)
        return _kept(request, pk)

    return act_page(
        request,
        ClosureForm(request.POST or None),
        do,
        heading=_("Block a time"),
        label=_("Block"),
        back=_kept(request, pk),
        said=_("Blocked."),
        note=shown.title,
    )


@require_POST
@at_association
def unblock_time(request: AssociationRequest, pk: UUID) -> HttpResponse:
    closure = find_closure(request, pk)
    actions.unblock_time(closure, actor=request.user)
    return redirect(_kept(request, closure.resource_id))


@require_http_methods(["GET", "POST"])
@at_association
def make_resource_feed(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Makes the address for one's calendar program, which is shown this once."""
    shown, address = find_resource(request, pk), ""
    if request.method == "POST":
        key = actions.make_resource_feed(shown, actor=request.user)
        path = reverse("sharing:resource_calendar", args=[request.association.slug, pk])
        address = request.build_absolute_uri(f"{path}?key={key}")
    context = {
        "resource": shown,
        "address": address,
        "has_feed": queries.has_feed(request.user, shown),
    }
    return render(request, "sharing/make_resource_feed.html", context)


@require_POST
@at_association
def end_resource_feed(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.end_resource_feed(find_resource(request, pk), actor=request.user)
    return redirect("sharing:make_resource_feed", request.association.slug, pk)


@require_safe
def resource_calendar(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """What is booked, for a calendar program, which cannot sign in: the key says for whom. Names only of bookings
    that this person may see."""
    association = association_by_slug(slug)
    feed = queries.feed_by_key(association, request.GET.get("key", "")) if association else None
    if feed is None or feed.resource_id != pk:
        raise Http404
    now = timezone.now()
    bookings = list(queries.feed_bookings(feed.resource, now=now))
    keeps = permissions.may_keep(feed.user, feed.resource)
    named = [keeps or permissions.is_own_booking(feed.user, booking) for booking in bookings]
    text = notices.feed_calendar(feed.resource, bookings, named, stamp=now)
    return HttpResponse(text, content_type=CALENDAR)
