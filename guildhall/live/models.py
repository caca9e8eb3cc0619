"""What a live meeting adds: who asked for the floor, how long people speak, the address for the screen in the hall."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.meetings.models import AgendaItem, Invitation, Meeting


def in_minutes(seconds: int) -> str:
    """90 → 1.5"""
    return f"{seconds / 60:g}"


class Turn(AssociationRow):
    """Somebody asked for the floor; waits, speaks, has spoken. One speaks at a time."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for the floor")
        SPEAKING = "speaking", _("Speaks")
        SPOKEN = "spoken", _("Has spoken")
        WITHDRAWN = "withdrawn", _("Took it back")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="turns")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="turns")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="turns")
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.ASKED)
    position = models.PositiveIntegerField(default=0)
    # How long they may speak: what holds when they are called. Without a limit nothing.
    seconds = models.PositiveIntegerField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("turn to speak")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="turn_one_speaks", fields=["meeting"], condition=Q(state="speaking")
            ),
            models.UniqueConstraint(
                name="turn_asked_once", fields=["meeting", "invitation"], condition=Q(state="asked")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Whoever came on the invitation."""
        return (self.invitation.stand_in or self.invitation.person).name

    @property
    def unit(self) -> str:
        return self.invitation.organization.name if self.invitation.organization else ""

    @property
    def until(self) -> datetime | None:
        """When the time is over."""
        if self.started_at is None or self.seconds is None:
            return None
        return self.started_at + timedelta(seconds=self.seconds)


class SpeakingTime(AssociationRow):
    """How long one may speak: to an agenda item, or without one throughout the meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="speaking_times")
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, blank=True, related_name="speaking_times")
    seconds = models.PositiveIntegerField(_("Seconds"))

    class Meta:
        verbose_name = _("speaking time")
        constraints = [
            models.UniqueConstraint(
                name="speaking_time_of_meeting", fields=["meeting"], condition=Q(item__isnull=True)
            ),
            models.UniqueConstraint(name="speaking_time_of_item", fields=["item"]),
            models.CheckConstraint(name="speaking_time_is_some", condition=Q(seconds__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min"

    @property
    def minutes(self) -> str:
        return in_minutes(self.seconds)


class ScreenLink(AssociationRow):
    """The address under which the hall's computer shows the meeting without signing in. Only its hash is stored."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="screen_link")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("address for the screen")

    def __str__(self) -> str:
        return str(self.meeting_id)
