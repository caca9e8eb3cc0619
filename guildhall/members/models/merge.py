from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.registry.models import Organization


class Merge(AssociationRow):
    """Two entries of the same firm made one: everything that hung on ``gone`` hangs on ``kept``.

    ``moved`` names every row that was pointed elsewhere, so that the merge can be undone exactly.
    """

    kept = models.ForeignKey(Organization, models.PROTECT, related_name="merged_here")
    gone = models.ForeignKey(Organization, models.PROTECT, related_name="merged_away")
    moved = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("gone"))),
            models.UniqueConstraint(
                name="merge_standing_once", fields=["gone"], condition=Q(undone_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"
