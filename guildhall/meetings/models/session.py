from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.meetings.models.agenda import AgendaItem
from guildhall.meetings.models.invitation import Invitation
from guildhall.meetings.models.meeting import Meeting
from guildhall.registry.models import Body


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


class Motion(AssociationRow):
    """Something put to the body for decision, and how it was decided. ``verdict`` keeps the rule's sentence."""

    class Way(models.TextChoices):
        SHOW_OF_HANDS = "show_of_hands", _("Show of hands")
        CONSENSUS = "consensus", _("Consensus")

    class State(models.TextChoices):
        PUT = "put", _("Put forward")
        CARRIED = "carried", _("Carried")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        NOT_STATED = "not_stated", _("Result not stated")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="motions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="motions")
    kind = models.CharField(_("Kind"), max_length=30, default="ordinary")
    title_zh = models.CharField(_("Title in Chinese"), max_length=300, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=300, blank=True)
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.PUT)
    way = models.CharField(_("Way of deciding"), max_length=20, choices=Way, blank=True)
    for_count = models.PositiveIntegerField(pgettext_lazy("votes", "For"), null=True)
    against_count = models.PositiveIntegerField(_("Against"), null=True)
    abstain_count = models.PositiveIntegerField(_("Abstentions"), null=True)
    counts = models.JSONField(default=dict)
    verdict = models.JSONField(default=dict)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("motion")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="motion_is_titled", condition=~Q(title_zh="") | ~Q(title_en=""))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)


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
