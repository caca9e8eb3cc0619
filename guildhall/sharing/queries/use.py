"""How much a resource is used: hours booked of hours open."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from guildhall.sharing.models import Booking, Resource
from guildhall.sharing.openings import open_minutes
from guildhall.sharing.queries.calendar import bounds


@dataclass(frozen=True)
class Use:
    """Of a period, both days included. ``open_minutes`` follow today's opening hours, less nothing: a blocked time
    counts as open, since it could have been lent out."""

    first: date
    last: date
    booked_minutes: int
    open_minutes: int
    bookings: int
    used: int
    no_show: int

    @property
    def booked_hours(self) -> float:
        return round(self.booked_minutes / 60, 1)

    @property
    def open_hours(self) -> float:
        return round(self.open_minutes / 60, 1)


def use_of(resource: Resource, first: date, last: date) -> Use:
    """Confirmed, used and missed bookings that begin in the period; requested ones do not count. One query."""
    terms = resource.openings
    start, end = bounds(first, (last - first).days + 1, terms)
    counting = (Booking.State.CONFIRMED, Booking.State.USED, Booking.State.NO_SHOW)
    found = Booking.objects.filter(
        resource=resource, starts_at__gte=start, starts_at__lt=end, state__in=counting
    ).aggregate(
        minutes=Sum("minutes"),
        bookings=Count("pk"),
        used=Count("pk", filter=Q(state=Booking.State.USED)),
        no_show=Count("pk", filter=Q(state=Booking.State.NO_SHOW)),
    )
    return Use(
        first,
        last,
        found["minutes"] or 0,
        open_minutes(terms, first, last),
        found["bookings"],
        found["used"],
        found["no_show"],
    )
