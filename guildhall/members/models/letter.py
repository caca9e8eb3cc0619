from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.documents.models import File
from guildhall.members.models.member import Member
from guildhall.registry.models import Person, Seat
from guildhall.registry.models.rows import RegistryQuerySet


class RepresentativeLetterQuerySet(RegistryQuerySet["RepresentativeLetter"]):
    def waiting(self) -> "RepresentativeLetterQuerySet":
        return self.filter(state=RepresentativeLetter.State.SUBMITTED)


class RepresentativeLetter(AssociationRow):
    """A unit's letter that names who represents it from a day on, and who stands in; the secretariat accepts or refuses it.

    Without ``seat`` it is about every seat that the unit holds. ``effective_on`` is the day from which an accepted one
    holds: the one it names, or the day of acceptance where that came later.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("To be checked")
        ACCEPTED = "accepted", pgettext_lazy("letter", "Accepted")
        REFUSED = "refused", pgettext_lazy("letter", "Refused")

    member = models.ForeignKey(Member, models.PROTECT, related_name="letters", verbose_name=_("Member"))
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("Seat")
    )
    from_on = models.DateField(pgettext_lazy("day", "From"))
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("Letter"))
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.SUBMITTED)
    reason = models.CharField(_("Reason"), max_length=500, blank=True)
    effective_on = models.DateField(_("In force from"), null=True, blank=True)
    submitter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(auto_now_add=True)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = RepresentativeLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter on a representative")
        ordering = ["-submitted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="letter_one_waiting", fields=["member"], condition=Q(state="submitted")
            ),
            models.CheckConstraint(
                name="letter_refused_with_a_reason", condition=~Q(state="refused") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="letter_accepted_from_a_day",
                condition=~Q(state="accepted") | Q(effective_on__isnull=False),
            ),
        ]
        indexes = [models.Index(name="letter_queue", fields=["association", "state", "submitted_at"])]

    def __str__(self) -> str:
        return f"{self.member} · {self.from_on}"


class NamedPerson(AssociationRow):
    """Somebody whom a letter names: one of the unit's people, or somebody new who becomes one on acceptance."""

    class Role(models.TextChoices):
        REPRESENTATIVE = "representative", pgettext_lazy("letter", "Representative")
        STAND_IN = "stand_in", pgettext_lazy("letter", "Stand-in")

    letter = models.ForeignKey(RepresentativeLetter, models.CASCADE, related_name="named")
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Person")
    )
    name = models.CharField(_("Name"), max_length=100)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    email = models.EmailField(_("Mail address"), blank=True)

    class Meta:
        verbose_name = _("person named in a letter")
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(
                name="letter_names_one_representative",
                fields=["letter"],
                condition=Q(role="representative"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
