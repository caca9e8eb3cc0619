from django.db import models
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.meetings.models.meeting import Meeting
from guildhall.meetings.models.motion import Motion
from guildhall.registry.models import Body


class Resolution(AssociationRow):
    """A decision under its number in the body's register."""

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
    is_public = models.BooleanField(_("Public"), default=False)

    class Meta:
        verbose_name = _("resolution")
        constraints = [
            models.UniqueConstraint(name="resolution_number_once", fields=["body", "year", "number"])
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)
