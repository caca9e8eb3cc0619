"""How an alliance or association comes into being: who is asked to join first, what the founding assembly decides."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.documents.models import File
from guildhall.meetings.models import Meeting, Motion
from guildhall.registry.models import Organization, Person
from guildhall.votes.models import Election


class Founding(AssociationRow):
    """The way of one association from its preparation to the day on which it comes into being."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("Being prepared")
        FOUNDED = "founded", _("Founded")
        ABANDONED = "abandoned", pgettext_lazy("founding", "Given up")

    state = models.CharField(_("State"), max_length=20, choices=State, default=State.PREPARING)
    initiated_by_zh = models.CharField(_("Initiated by, in Chinese"), max_length=300, blank=True)
    initiated_by_en = models.CharField(_("Initiated by, in English"), max_length=300, blank=True)
    charter = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    assembly = models.OneToOneField(Meeting, models.PROTECT, null=True, related_name="founding")
    charter_motion = models.OneToOneField(Motion, models.PROTECT, null=True, related_name="+")
    election = models.OneToOneField(Election, models.PROTECT, null=True, related_name="+")
    founded_on = models.DateField(_("Founded on"), null=True)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("founding")
        constraints = [
            models.UniqueConstraint(name="founding_once", fields=["association"]),
            models.CheckConstraint(
                name="founding_has_its_day",
                condition=~models.Q(state="founded") | models.Q(founded_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.association)


class FirstMember(AssociationRow):
    """A unit that is asked to be among the first members, and what it answered."""

    class State(models.TextChoices):
        LISTED = "listed", _("Not asked yet")
        INVITED = "invited", _("Asked, has not answered")
        CONFIRMED = "confirmed", _("Takes part")
        DECLINED = "declined", _("Does not take part")

    founding = models.ForeignKey(Founding, models.CASCADE, related_name="first_members")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    representative = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Representative")
    )
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.LISTED)
    invited_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    # Empty where the unit itself answered by its link.
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("first member")
        ordering = ["organization__name_key", "id"]
        constraints = [models.UniqueConstraint(name="first_member_once", fields=["founding", "organization"])]

    def __str__(self) -> str:
        return str(self.organization)
