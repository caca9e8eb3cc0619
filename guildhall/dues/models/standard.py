from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.meetings.models import Motion
from guildhall.members.models import Tier
from guildhall.registry.models import Body
from guildhall.registry.models.rows import RegistryQuerySet


class DuesStandardQuerySet(RegistryQuerySet["DuesStandard"]):
    def adopted(self) -> "DuesStandardQuerySet":
        return self.filter(state=DuesStandard.State.ADOPTED)


class DuesStandard(AssociationRow):
    """What members of each tier pay a year, as the assembly decided it by secret ballot.

    A draft is checked by the rules engine when it is adopted; from then on only its end changes, and that
    is the day before its successor begins. Amounts are whole fen.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ADOPTED = "adopted", pgettext_lazy("standard", "Adopted")

    class Proration(models.TextChoices):
        WHOLE_YEAR = "whole_year", _("The whole year's dues, whenever one joins")
        HALF_YEAR = "half_year", _("By half-years, the one of joining included")
        QUARTER = "quarter", _("By quarters, the one of joining included")
        MONTH = "month", _("By months, the one of joining included")

    name_zh = models.CharField(_("Name in Chinese"), max_length=120, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=120, blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("Decided by"))
    motion = models.ForeignKey(Motion, models.PROTECT, null=True, blank=True, related_name="+")
    meeting_zh = models.CharField(_("Meeting, in Chinese"), max_length=200, blank=True)
    meeting_en = models.CharField(_("Meeting, in English"), max_length=200, blank=True)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    form = models.CharField(_("Form of the meeting"), max_length=30, blank=True)
    way = models.CharField(_("Way of voting"), max_length=30, blank=True)
    entitled = models.PositiveIntegerField(_("Entitled to vote"), null=True, blank=True)
    present = models.PositiveIntegerField(_("Present"), null=True, blank=True)
    in_favour = models.PositiveIntegerField(pgettext_lazy("votes", "For"), null=True, blank=True)
    against = models.PositiveIntegerField(_("Against"), null=True, blank=True)
    abstained = models.PositiveIntegerField(_("Abstentions"), null=True, blank=True)
    verdict = models.JSONField(default=dict, blank=True)
    from_on = models.DateField(_("In force from"))
    to_on = models.DateField(_("In force until"), null=True, blank=True)
    proration = models.CharField(
        _("Who joins during the year pays"), max_length=20, choices=Proration, default=Proration.WHOLE_YEAR
    )
    told_members_on = models.DateField(_("Told to all members on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DuesStandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("dues standard")
        ordering = ["-from_on"]
        constraints = [
            models.CheckConstraint(name="dues_standard_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.CheckConstraint(
                name="dues_standard_ends_after_start",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
            models.UniqueConstraint(
                name="dues_standard_open_once",
                fields=["association"],
                condition=Q(state="adopted", to_on__isnull=True),
            ),
            models.CheckConstraint(
                name="dues_standard_adopted_by_a_vote",
                condition=Q(state="draft")
                | Q(
                    decided_on__isnull=False,
                    entitled__isnull=False,
                    present__isnull=False,
                    in_favour__isnull=False,
                    against__isnull=False,
                    abstained__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def meeting(self) -> str:
        return in_language(self.meeting_zh, self.meeting_en)


class DuesRate(AssociationRow):
    """The dues of one tier for a whole year, in fen."""

    standard = models.ForeignKey(DuesStandard, models.CASCADE, related_name="rates")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name=_("Tier"))
    amount = models.PositiveBigIntegerField(_("Amount"))

    class Meta:
        verbose_name = _("rate")
        ordering = ["tier__rank"]
        constraints = [models.UniqueConstraint(name="dues_rate_once", fields=["standard", "tier"])]

    def __str__(self) -> str:
        return f"{self.tier}: {self.amount}"
