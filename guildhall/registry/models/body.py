from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.registry.models.rows import PeriodQuerySet, ends_after_start


class BodyQuerySet(PeriodQuerySet["Body"]):
    pass


class Body(AssociationRow):
    """An assembly, council, branch, committee or team. The top body has no parent."""

    class Kind(models.TextChoices):
        ASSEMBLY = "assembly", _("Members' assembly")
        COUNCIL = "council", _("Council")
        STANDING_COUNCIL = "standing_council", _("Standing council")
        SUPERVISORS = "supervisors", _("Supervisors")
        PRESIDENTS_MEETING = "presidents_meeting", _("Presidents' meeting")
        SECRETARIAT = "secretariat", _("Secretariat")
        BRANCH = "branch", _("Branch")
        COMMITTEE = "committee", _("Committee")
        TEAM = "team", _("Team")

    kind = models.CharField(_("Kind"), max_length=30, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    about_zh = models.TextField(_("About, in Chinese"), blank=True)
    about_en = models.TextField(_("About, in English"), blank=True)
    from_on = models.DateField(_("Established"), null=True, blank=True)
    to_on = models.DateField(_("Ended"), null=True, blank=True)
    is_public = models.BooleanField(_("Shown on the public page"), default=True)
    rank = models.PositiveIntegerField(_("Order"), default=0)
    version = models.PositiveIntegerField(default=1)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(name="body_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.UniqueConstraint(
                name="body_one_top_per_association", fields=["association"], condition=Q(parent=None)
            ),
            ends_after_start("body_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)

    def exists_on(self, on: date) -> bool:
        return (self.from_on is None or self.from_on <= on) and (self.to_on is None or self.to_on >= on)
