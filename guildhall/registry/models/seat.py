from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.registry.models.body import Body
from guildhall.registry.models.organization import Organization
from guildhall.registry.models.person import Person
from guildhall.registry.models.rows import PeriodQuerySet, ends_after_start


class SeatQuerySet(PeriodQuerySet["Seat"]):
    pass


class Seat(AssociationRow):
    """A seat in a body: of a unit, whose representative may change, or of a person."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name=_("Body"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="seats")
    label_zh = models.CharField(_("Seat as, in Chinese"), max_length=60, blank=True)
    label_en = models.CharField(_("Seat as, in English"), max_length=60, blank=True)
    votes = models.BooleanField(_("Has a vote"), default=True)
    from_on = models.DateField(_("From"), null=True, blank=True)
    to_on = models.DateField(_("To"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        constraints = [
            models.CheckConstraint(
                name="seat_of_a_unit_or_a_person",
                condition=Q(organization__isnull=True, person__isnull=False)
                | Q(organization__isnull=False, person__isnull=True),
            ),
            models.UniqueConstraint(
                name="seat_once_open_per_unit",
                fields=["body", "organization"],
                condition=Q(to_on__isnull=True, organization__isnull=False),
            ),
            models.UniqueConstraint(
                name="seat_once_open_per_person",
                fields=["body", "person"],
                condition=Q(to_on__isnull=True, person__isnull=False),
            ),
            ends_after_start("seat_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.organization or self.person} · {self.body}"

    @property
    def label(self) -> str:
        return in_language(self.label_zh, self.label_en)


class RepresentationQuerySet(PeriodQuerySet["Representation"]):
    pass


class Representation(AssociationRow):
    """Who sits on a unit's seat from when to when; the seat stays the unit's."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="representations")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="representations", verbose_name=_("Person")
    )
    from_on = models.DateField(_("From"), null=True, blank=True)
    to_on = models.DateField(_("To"), null=True, blank=True)
    letter = models.CharField(_("Letter that names the representative"), max_length=200, blank=True)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="representation_one_open_per_seat", fields=["seat"], condition=Q(to_on__isnull=True)
            ),
            ends_after_start("representation_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.seat}"
