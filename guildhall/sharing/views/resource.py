from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.registry.queries import person_of
from guildhall.sharing import actions, permissions, queries
from guildhall.sharing.forms import ChangeForm, OfferForm, PhotoForm
from guildhall.sharing.models import Booking, Resource
from guildhall.sharing.openings import WEEKDAYS
from guildhall.sharing.views.finding import day_asked, find_kept, find_resource, offers_of


def at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("sharing:resource", args=[request.association.slug, pk])


@require_safe
@at_association
@kept_until_changed
def resource_list(request: AssociationRequest) -> HttpResponse:
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    mine = request.GET.get("mine") == "1"
    found = queries.resource_list(request.user, request.association, kind=kind, text=text, mine=mine)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "kind": kind,
        "kinds": Resource.Kind.choices,
        "text": text,
        "mine": mine,
        "may_offer": permissions.may_offer(request.user, request.association),
    }
    return render(request, "sharing/resource_list.html", context)


@require_safe
@at_association
def resource(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The resource with its week: free slots are links."""
    shown = find_resource(request, pk)
    person = person_of(request.user, request.association)

    def own(booking: Booking) -> bool:
        return person is not None and booking.person_id == person.pk

    on = day_asked(request, "week", request.association)
    context = {
        "resource": shown,
        "week": queries.week_of(shown, on, now=timezone.now(), own=own),
        "hours": list(zip(WEEKDAYS, shown.hours, strict=False)),
        "may_keep": permissions.may_keep(request.user, shown),
        "may_book": shown.is_active and permissions.may_book(request.user, shown),
        "offer": shown.listing,
    }
    return render(request, "sharing/resource.html", context)


@require_safe
@at_association
def resource_month(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Each day of a month with how much of it is free."""
    shown = find_resource(request, pk)
    on = day_asked(request, "month", request.association)
    context = {
        "resource": shown,
        "month": queries.month_of(shown, on, now=timezone.now()),
        "weekdays": WEEKDAYS,
    }
    return render(request, "sharing/resource_month.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def offer_resource(request: AssociationRequest) -> HttpResponse:
    association = request.association

    def do(_given: dict[str, Any]) -> str:
        given = form.details
        made = actions.offer_resource(association, **given, actor=request.user)
        return at(request, made.pk)

    initial = {"slot": "60", "most_slots": 8, "notice_hours": 0, "needs_approval": True}
    initial |= {f"hours_{day}": "08:00-12:00, 13:00-17:00" for day in range(5)}
    form = OfferForm(
        request.POST or None,
        initial=initial | {"visibility": "association"},
        association=association,
        listings=offers_of(request),
        own=permissions.own_organizations_of(request.user, association),
        keeps_all=permissions.may_keep_all(request.user, association),
    )
    back = reverse("sharing:resource_list", args=[association.slug])
    heading = _("Offer a resource")
    return act_page(request, form, do, heading=heading, label=_("Offer it"), back=back, said=_("Offered."))


@require_http_methods(["GET", "POST"])
@at_association
def change_resource(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_kept(request, pk)

    def do(_given: dict[str, Any]) -> str:
        actions.change_resource(shown, **form.details, actor=request.user)
        return at(request, pk)

    initial = {name: getattr(shown, name) for name in actions.ResourceDetails.__annotations__}
    initial |= {f"hours_{place}": text for place, text in enumerate(shown.hours)}
    initial |= {"version": shown.version, "invited": shown.invited.all()}
    form = ChangeForm(
        request.POST or None, initial=initial, association=request.association, listings=offers_of(request)
    )
    return act_page(
        request,
        form,
        do,
        heading=_("Change the resource"),
        label=_("Save"),
        back=at(request, pk),
        said=_("Saved."),
        note=shown.title,
    )


@require_http_methods(["GET", "POST"])
@at_association
def attach_photo(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_kept(request, pk)

    def do(given: dict[str, Any]) -> str:
        file = given["file"]
        actions.attach_photo(shown, name=file.name, content=file, actor=request.user)
        return at(request, pk)

    return act_page(
        request,
        PhotoForm(request.POST or None, request.FILES or None),
        do,
        heading=_("Photo of the resource"),
        label=_("Save"),
        back=at(request, pk),
        said=_("Saved."),
        note=shown.title,
    )


@require_POST
@at_association
def retire_resource(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.retire_resource(find_kept(request, pk), actor=request.user)
    return redirect(at(request, pk))


@require_POST
@at_association
def restore_resource(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.restore_resource(find_kept(request, pk), actor=request.user)
    return redirect(at(request, pk))
