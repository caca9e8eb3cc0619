from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import Document
from guildhall.meetings.models.meeting import Meeting


class Minutes(AssociationRow):
    """The minutes of a meeting: drafted, edited in versions, approved and locked under a hash."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Put up for approval")
        APPROVED = "approved", _("Approved and locked")

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    returned_reason = models.CharField(_("Why they were returned"), max_length=300, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    record = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("minutes")

    def __str__(self) -> str:
        return str(self.meeting)


class MinutesVersion(AssociationRow):
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    note = models.CharField(_("What changed"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="minutes_version_once", fields=["minutes", "number"])]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)

    @property
    def before(self) -> int:
        """The number of the version before this one."""
        return self.number - 1
