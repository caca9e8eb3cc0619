from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.meetings.models.agenda import AgendaItem
from guildhall.meetings.models.invitation import Invitation
from guildhall.meetings.models.meeting import Meeting


class AttendanceEvent(AssociationRow):
    """Somebody came in or went out. ``client_id`` is made by the device, so that sending twice stores once."""

    class Kind(models.TextChoices):
        IN = "in", _("In")
        OUT = "out", _("Out")

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("On site")
        ONLINE = "online", _("Online")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="attendance")
    kind = models.CharField(max_length=10, choices=Kind)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.ON_SITE)
    at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    client_id = models.UUIDField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(name="attendance_event_stored_once", fields=["meeting", "client_id"])
        ]
        indexes = [models.Index(name="attendance_by_invitation", fields=["meeting", "invitation", "at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class SessionStep(AssociationRow):
    """A turn in the course of a meeting: opened, adjourned, on to an agenda item, closed. Kept in order."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Opened")
        ADJOURNED = "adjourned", _("Adjourned")
        RESUMED = "resumed", _("Resumed")
        ITEM = "item", _("Agenda item called")
        CLOSED = "closed", pgettext_lazy("meeting", "Closed")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, blank=True, related_name="steps")
    at = models.DateTimeField()
    reason = models.CharField(_("Reason"), max_length=200, blank=True)
    verdict = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(name="session_step_in_order", fields=["meeting", "at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
