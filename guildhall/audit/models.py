from django.conf import settings
from django.db import models

from guildhall.accounts.models import Association, AssociationRow
from guildhall.audit.acts import label_of


class AuditEntry(AssociationRow):
    """One line of the association's record: who did what to which thing, chained to the line before."""

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=100, blank=True)
    action = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    subject_label = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["association", "number"]
        constraints = [
            models.UniqueConstraint(name="audit_entry_numbered_once", fields=["association", "number"])
        ]
        indexes = [
            models.Index(name="audit_entry_subject", fields=["association", "subject_type", "subject_id"])
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject_label}"

    @property
    def action_label(self) -> str:
        """What was done, in the reader's language."""
        return label_of(self.action)


class AuditHead(models.Model):
    """The last line of an association's record; holding it makes writers take turns and shows a cut-off end.

    ``settled`` is the hash of the last line that was not about something passing (see ``actions.record``).
    """

    association = models.OneToOneField(Association, models.PROTECT, primary_key=True, related_name="+")
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    settled = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.association_id} {self.number}"
