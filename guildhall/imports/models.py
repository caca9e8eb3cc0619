from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.documents.models import File
from guildhall.jobs.models import Job


class ImportBatch(AssociationRow):
    """One table that somebody brought in: previewed, then committed and undone as a whole."""

    class Kind(models.TextChoices):
        ORGANIZATIONS = "organizations", _("Organizations")
        PEOPLE = "people", _("People")
        POSTS = "posts", _("Posts and terms")

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        CHECKED = "checked", _("Checked")
        COMMITTING = "committing", _("Being committed")
        COMMITTED = "committed", _("Committed")
        UNDONE = "undone", _("Undone")
        REFUSED = "refused", _("Cannot be read")

    kind = models.CharField(_("What the table lists"), max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.UPLOADED)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    columns = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    bad_rows = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.created_at)


class ImportedRow(AssociationRow):
    """What one row of a committed table made, so that it can be undone."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="imported_rows")
    number = models.PositiveIntegerField()
    made_type = models.CharField(max_length=60)
    made_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(name="imported_row_made", fields=["batch", "made_type"])]

    def __str__(self) -> str:
        return f"{self.number} {self.made_type}"
