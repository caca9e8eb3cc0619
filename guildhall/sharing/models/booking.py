from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.registry.models import Organization, Person
from guildhall.sharing.models.resource import Resource


class Booking(AssociationRow):
    """Somebody uses a resource for a time (预约). It holds its time while it is requested or confirmed, and after."""

    class State(models.TextChoices):
        REQUESTED = "requested", pgettext_lazy("booking", "Requested")
        CONFIRMED = "confirmed", pgettext_lazy("booking", "Confirmed")
        DECLINED = "declined", pgettext_lazy("booking", "Declined")
        CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")
        USED = "used", pgettext_lazy("booking", "Used")
        NO_SHOW = "no_show", pgettext_lazy("booking", "Did not come")

    HOLDING = (State.REQUESTED, State.CONFIRMED, State.USED, State.NO_SHOW)

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="bookings")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="bookings")
    starts_at = models.DateTimeField(pgettext_lazy("time", "From"))
    ends_at = models.DateTimeField(pgettext_lazy("time", "Until"))
    # What was booked of the time the resource is open, when it was booked: for the figures of use.
    minutes = models.PositiveIntegerField()
    purpose = models.CharField(_("What for"), max_length=300)
    state = models.CharField(_("State"), max_length=20, choices=State)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    # The same for all bookings that were made together, every week.
    series = models.UUIDField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # Grows with every change: calendar programs take the higher one.
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            models.CheckConstraint(name="booking_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="booking_refused_with_reason", condition=~Q(state="declined") | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(name="booking_of_resource", fields=["resource", "starts_at"]),
            models.Index(name="booking_of_person", fields=["person", "-starts_at"]),
            models.Index(name="booking_by_state", fields=["association", "state", "starts_at"]),
            models.Index(name="booking_series", fields=["series"]),
        ]

    def __str__(self) -> str:
        return f"{self.resource} · {self.person}"


class Closure(AssociationRow):
    """The owner keeps a time for itself: maintenance, own use."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="closures")
    starts_at = models.DateTimeField(pgettext_lazy("time", "From"))
    ends_at = models.DateTimeField(pgettext_lazy("time", "Until"))
    reason = models.CharField(_("Reason"), max_length=300)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("blocked time")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(name="closure_ends_after_start", condition=Q(ends_at__gt=F("starts_at")))
        ]

    def __str__(self) -> str:
        return self.reason


class BookedTick(AssociationRow):
    """A quarter of an hour of a resource that is taken. The database lets it be taken once."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="ticks")
    starts_at = models.DateTimeField()
    booking = models.ForeignKey(Booking, models.CASCADE, null=True, related_name="ticks")
    closure = models.ForeignKey(Closure, models.CASCADE, null=True, related_name="ticks")

    class Meta:
        verbose_name = _("taken quarter of an hour")
        constraints = [
            models.UniqueConstraint(name="tick_is_taken_once", fields=["resource", "starts_at"]),
            models.CheckConstraint(
                name="tick_is_of_one_thing",
                condition=Q(booking__isnull=False, closure__isnull=True)
                | Q(booking__isnull=True, closure__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.starts_at.isoformat()
