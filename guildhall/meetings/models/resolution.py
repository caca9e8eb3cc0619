from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import Document
from guildhall.meetings.models.meeting import Meeting
from guildhall.meetings.models.motion import Motion
from guildhall.registry.models import Body


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def holding_on(self, on: date) -> "ResolutionQuerySet":
        """Those in force on that day."""
        return self.filter(
            Q(in_force_from__isnull=True) | Q(in_force_from__lte=on),
            Q(in_force_to__isnull=True) | Q(in_force_to__gte=on),
        )

    def with_standing(self, on: date) -> "ResolutionQuerySet":
        """Each with ``standing``: how it stands on that day."""
        over = Q(in_force_to__lt=on)
        standing = Case(
            When(in_force_from__gt=on, then=Value(Resolution.Standing.COMING)),
            When(over & Q(superseded_by__isnull=False), then=Value(Resolution.Standing.SUPERSEDED)),
            When(over & ~Q(repeal_reason=""), then=Value(Resolution.Standing.REPEALED)),
            When(over, then=Value(Resolution.Standing.EXPIRED)),
            default=Value(Resolution.Standing.IN_FORCE),
            output_field=models.CharField(),
        )
        return self.annotate(standing=standing)


class Resolution(AssociationRow):
    """A decision under its number in the body's register. ``in_force_to`` is the last day on which it holds.

    Its words never change; what changes it is another resolution that supersedes it, or its repeal.
    """

    class Standing(models.TextChoices):
        """How it stands on a day; computed, never stored."""

        COMING = "coming", _("Not yet in force")
        IN_FORCE = "in_force", _("In force")
        SUPERSEDED = "superseded", _("Superseded")
        REPEALED = "repealed", _("Repealed")
        EXPIRED = "expired", _("No longer in force")

    body = models.ForeignKey(Body, models.PROTECT, related_name="resolutions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    motion = models.OneToOneField(Motion, models.PROTECT, related_name="resolution")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    serial = models.CharField(_("Number"), max_length=80)
    title_zh = models.CharField(_("Title in Chinese"), max_length=300, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=300, blank=True)
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    adopted_on = models.DateField(_("Adopted"))
    in_force_from = models.DateField(_("In force from"), null=True, blank=True)
    in_force_to = models.DateField(_("In force until"), null=True, blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")
    repeal_reason = models.CharField(_("Why it was repealed"), max_length=300, blank=True)
    is_public = models.BooleanField(_("Public"), default=False)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        constraints = [
            models.UniqueConstraint(name="resolution_number_once", fields=["body", "year", "number"]),
            models.CheckConstraint(
                name="resolution_ends_after_it_begins",
                condition=Q(in_force_from__isnull=True)
                | Q(in_force_to__isnull=True)
                | Q(in_force_to__gte=F("in_force_from")),
            ),
            models.CheckConstraint(
                name="resolution_not_superseded_by_itself",
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("pk")),
            ),
        ]
        indexes = [models.Index(name="resolution_by_day", fields=["association", "-adopted_on"])]

    def __str__(self) -> str:
        return self.serial

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)

    @property
    def standing_words(self) -> str:
        """For a row that was read with its ``standing``."""
        return str(self.Standing(getattr(self, "standing", self.Standing.IN_FORCE)).label)

    @property
    def has_ended(self) -> bool:
        """Whether it was superseded or repealed, on whatever day that takes effect."""
        return self.superseded_by_id is not None or bool(self.repeal_reason)
