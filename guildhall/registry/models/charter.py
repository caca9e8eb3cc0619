from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.registry.models.rows import RegistryQuerySet


class CharterProfileQuerySet(RegistryQuerySet["CharterProfile"]):
    def known_on(self, on: date) -> "CharterProfileQuerySet":
        """Those that have begun on that day, the one in force first."""
        return self.filter(from_on__lte=on).order_by("-from_on", "-version")


class CharterProfile(AssociationRow):
    """The rules of an association's charter as data, from a day on (see registry.rules)."""

    version = models.PositiveIntegerField()
    preset = models.CharField(_("Preset"), max_length=60, blank=True)
    from_on = models.DateField(_("In force from"))
    rules = models.JSONField(default=dict)
    note = models.TextField(_("What changed"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CharterProfileQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(name="charter_profile_version_once", fields=["association", "version"])
        ]

    def __str__(self) -> str:
        return f"v{self.version}"
