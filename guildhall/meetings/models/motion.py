from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.meetings.models.agenda import AgendaItem
from guildhall.meetings.models.meeting import Meeting


class Motion(AssociationRow):
    """Something put to the body for decision, and how it was decided. ``verdict`` keeps the rule's sentence.

    While a vote on it is under way (``voting``) nothing of it changes.
    """

    class Way(models.TextChoices):
        SHOW_OF_HANDS = "show_of_hands", _("Show of hands")
        CONSENSUS = "consensus", _("Consensus")
        PAPER = "paper", _("Paper ballots")
        NAMED_ELECTRONIC = "named_electronic", _("Named electronic vote")
        SECRET_ELECTRONIC = "secret_electronic", _("Secret electronic ballot")
        HYBRID = "hybrid", _("In the room and online together")

    class State(models.TextChoices):
        PUT = "put", _("Put forward")
        VOTING = "voting", _("Vote under way")
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
    version = models.PositiveIntegerField(default=1)

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


class MotionVersion(AssociationRow):
    """The words of a motion at one time. ``amendment`` is the one that made them, where one did."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title_zh = models.CharField(_("Title in Chinese"), max_length=300, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=300, blank=True)
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    amendment = models.ForeignKey("meetings.Amendment", models.SET_NULL, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="motion_version_once", fields=["motion", "number"])]

    def __str__(self) -> str:
        return str(self.number)
