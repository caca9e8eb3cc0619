"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Shared resources"),
    {
        "resource.offered": _("Shared resource offered"),
        "resource.changed": _("Shared resource changed"),
        "resource.photographed": _("Photo of a shared resource set"),
        "resource.retired": _("Shared resource taken out of use"),
        "resource.restored": _("Shared resource brought back"),
        "booking.made": _("Resource booked"),
        "booking.confirmed": _("Booking confirmed"),
        "booking.declined": _("Booking declined"),
        "booking.cancelled": _("Booking cancelled"),
        "booking.noted": _("Use of a booking noted"),
        "closure.made": _("Time of a resource blocked"),
        "closure.ended": _("Time of a resource opened again"),
        "resource_feed.made": _("Calendar address of a resource made"),
        "resource_feed.ended": _("Calendar address of a resource ended"),
    },
)
