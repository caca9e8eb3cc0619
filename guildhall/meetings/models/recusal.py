from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.meetings.models.invitation import Invitation
from guildhall.meetings.models.motion import Motion


class Recusal(AssociationRow):
    """One who is invited stays out of the decision on a motion, and why."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="recusals")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="recusals")
    reason = models.CharField(_("Reason"), max_length=300)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("recusal")
        ordering = ["invitation__rank", "id"]
        constraints = [models.UniqueConstraint(name="recusal_once", fields=["motion", "invitation"])]

    def __str__(self) -> str:
        return f"{self.invitation.person} · {self.motion}"
