from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.sharing import actions, queries
from guildhall.sharing.api.finding import find_association, find_booking, find_resource, moment_meant
from guildhall.sharing.models import Booking
from guildhall.sharing.permissions import require_may_book
from guildhall.sharing.schemas import (
    BookIn,
    BookingOut,
    CancelIn,
    NoteUseIn,
    OccurrenceOut,
    PreviewIn,
    ReasonIn,
    WholeBookingOut,
)

router = AssociationRouter()


def _answer(request: SignedInRequest, booking: Booking) -> dict[str, Any]:
    fields = {name: getattr(booking, name) for name in BookingOut.model_fields}
    return fields | {
        "acts": sorted(queries.booking_acts(request.user, booking, now=timezone.now())),
    }


@router.get("resources/bookings", response=list[BookingOut])
@paginate
def booking_list(
    request: SignedInRequest, slug: str, side: str = "mine", state: str = ""
) -> QuerySet[Booking]:
    """The caller's own and those of the own organization; with ``side=kept`` those of resources that the caller keeps."""
    return queries.booking_list(request.user, find_association(request, slug), side=side, state=state)


@router.get("resources/bookings/{uuid:pk}", response=WholeBookingOut)
def booking(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, find_booking(request, slug, pk))


@router.post("resources/{uuid:pk}/preview", response=list[OccurrenceOut])
def preview_booking(request: SignedInRequest, slug: str, pk: UUID, data: PreviewIn) -> list[Any]:
    """What stands against each week of a booking; nothing is booked."""
    found = find_resource(request, slug, pk)
    require_may_book(request.user, found)
    return queries.occurrences(
        found,
        moment_meant(data.starts_at),
        moment_meant(data.ends_at),
        data.repeats,
        now=timezone.now(),
        language=get_language() or "en",
    )


@router.post("resources/{uuid:pk}/book", response={201: list[BookingOut]})
def book_resource(request: SignedInRequest, slug: str, pk: UUID, data: BookIn) -> Status[list[Booking]]:
    """Refused with the next free times as ``free``. All weeks are booked, or none."""
    made = actions.book_resource(
        find_resource(request, slug, pk),
        starts_at=moment_meant(data.starts_at),
        ends_at=moment_meant(data.ends_at),
        purpose=data.purpose,
        repeats=data.repeats,
        actor=request.user,
    )
    return Status(201, made)


@router.post("resources/bookings/{uuid:pk}/confirm", response=WholeBookingOut)
def confirm_booking(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, actions.confirm_booking(find_booking(request, slug, pk), actor=request.user))


@router.post("resources/bookings/{uuid:pk}/decline", response=WholeBookingOut)
def decline_booking(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    found = find_booking(request, slug, pk)
    return _answer(request, actions.decline_booking(found, reason=data.reason, actor=request.user))


@router.post("resources/bookings/{uuid:pk}/cancel", response=WholeBookingOut)
def cancel_booking(request: SignedInRequest, slug: str, pk: UUID, data: CancelIn) -> dict[str, Any]:
    found = find_booking(request, slug, pk)
    actions.cancel_booking(found, **data.dict(), actor=request.user)
    return _answer(request, found)


@router.post("resources/bookings/{uuid:pk}/use", response=WholeBookingOut)
def note_use(request: SignedInRequest, slug: str, pk: UUID, data: NoteUseIn) -> dict[str, Any]:
    found = find_booking(request, slug, pk)
    return _answer(request, actions.note_use(found, came=data.came, actor=request.user))
