from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.commitments.models import Letter
from guildhall.core.models import in_language
from guildhall.registry.models import Person


def lines_of(text: str) -> list[str]:
    """What stands in a text, one matter per line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class ExpertClass(AssociationRow):
    """A class in which the association appoints experts: chief expert, senior expert, expert. Its own to set."""

    name_zh = models.CharField(_("Name in Chinese"), max_length=100, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(_("Order"), default=0)
    is_active = models.BooleanField(_("In use"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("class of experts")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="expert_class_is_named", condition=~Q(name_zh="") | ~Q(name_en=""))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)


class Expert(AssociationRow):
    """A person in the expert pool (专家库). ``fields_zh`` and ``fields_en`` hold one field per line."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="expertise", verbose_name=pgettext_lazy("expert", "Person")
    )
    fields_zh = models.TextField(_("Fields in Chinese, one per line"), blank=True)
    fields_en = models.TextField(_("Fields in English, one per line"), blank=True)
    title_zh = models.CharField(_("Professional title in Chinese"), max_length=100, blank=True)
    title_en = models.CharField(_("Professional title in English"), max_length=100, blank=True)
    about_zh = models.TextField(_("About, in Chinese"), blank=True)
    about_en = models.TextField(_("About, in English"), blank=True)
    is_public = models.BooleanField(_("Named on the public pages"), default=False)
    retired_on = models.DateField(_("Left the pool on"), null=True)
    retired_reason = models.CharField(_("Why"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("expert")
        constraints = [models.UniqueConstraint(name="expert_person_once", fields=["association", "person"])]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en) or self.person.title

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)

    @property
    def fields(self) -> list[str]:
        return lines_of(in_language(self.fields_zh, self.fields_en))


class Appointment(AssociationRow):
    """An expert appointed in a class for a term (聘任), by a letter of appointment. ``to_on`` is the last day.

    ``ended_on`` is set where it ended before its term. A record of the past has no letter.
    """

    class Standing(models.TextChoices):
        """How it stands on a day; computed, never stored."""

        OFFERED = "offered", _("Letter awaits signatures")
        COMING = "coming", _("Term not begun")
        IN_TERM = "in_term", _("In term")
        OVER = "over", _("Term over")
        ENDED = "ended", pgettext_lazy("appointment", "Ended early")

    expert = models.ForeignKey(Expert, models.PROTECT, related_name="appointments", verbose_name=_("Expert"))
    expert_class = models.ForeignKey(
        ExpertClass, models.PROTECT, related_name="appointments", verbose_name=_("Class")
    )
    from_on = models.DateField(pgettext_lazy("period", "From"))
    to_on = models.DateField(pgettext_lazy("period", "To"))
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="expert_appointment")
    renews = models.OneToOneField("self", models.PROTECT, null=True, related_name="renewed_by")
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("appointment")
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(name="appointment_ends_after_start", condition=Q(to_on__gte=F("from_on"))),
            models.CheckConstraint(
                name="appointment_ended_for_a_reason",
                condition=Q(ended_on__isnull=True) | ~Q(ended_reason=""),
            ),
        ]
        indexes = [models.Index(name="appointment_ends", fields=["association", "to_on"])]

    def __str__(self) -> str:
        return f"{self.expert} · {self.expert_class}"

    def standing_on(self, on: date) -> Standing:
        letter = self.letter
        if self.ended_on or (letter is not None and letter.state == Letter.State.REVOKED):
            return self.Standing.ENDED
        if letter is not None and letter.state != Letter.State.SIGNED:
            return self.Standing.OFFERED
        if on < self.from_on:
            return self.Standing.COMING
        return self.Standing.IN_TERM if on <= self.to_on else self.Standing.OVER
