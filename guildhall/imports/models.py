from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.documents.models import File
from guildhall.imports.problems import Problem
from guildhall.jobs.models import Job


class ImportBatch(AssociationRow):
    """One uploaded table on its way in: checked, then committed and undone as a whole.

    ``table`` keeps what the file's head shows (sheets, headings, first rows), ``columns`` which field each column
    holds. ``run`` names the latest check: whoever commits says which one they saw. ``posts`` are the posts that
    a list of terms creates.
    """

    class Kind(models.TextChoices):
        ORGANIZATIONS = "organizations", _("Organizations")
        PEOPLE = "people", _("People")
        POSTS = "posts", _("Posts and terms")
        MEMBERS = "members", _("Members")

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        COMMITTING = "committing", _("Being committed")
        COMMITTED = "committed", _("Committed")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        DISCARDED = "discarded", _("Discarded")

    class Known(models.TextChoices):
        SKIP = "skip", _("Pass over what is already stored")
        UPDATE = "update", _("Change what is already stored")

    kind = models.CharField(_("What the table lists"), max_length=20, choices=Kind)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.UPLOADED)
    known = models.CharField(
        _("Rows that are already stored"), max_length=10, choices=Known, default=Known.SKIP
    )
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    table = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    posts = models.JSONField(default=list)
    run = models.UUIDField(null=True)
    rows = models.PositiveIntegerField(default=0)
    new_rows = models.PositiveIntegerField(default=0)
    changed_rows = models.PositiveIntegerField(default=0)
    known_rows = models.PositiveIntegerField(default=0)
    bad_rows = models.PositiveIntegerField(default=0)
    trouble = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(null=True)
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    committed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(name="import_batch_newest", fields=["association", "-created_at", "-id"])]

    def __str__(self) -> str:
        return self.file.name

    @property
    def taken_rows(self) -> int:
        """The rows that something is stored for."""
        return self.new_rows + self.changed_rows

    @property
    def headings(self) -> list[str]:
        return list(self.table.get("headings", []))

    @property
    def field_of_column(self) -> dict[int, str]:
        """Which field each column holds, by the column's number from 0."""
        return {int(column): field for column, field in self.columns.items()}

    @property
    def said_trouble(self) -> str:
        """Why it came back, in the reader's language; empty where it did not."""
        return Problem.from_data(self.trouble).sentence if self.trouble else ""


class ImportedRow(AssociationRow):
    """One row of a checked table: what it would store, and once committed what it stored, so that it can be undone.

    ``values`` are the columns of the row to be stored; of a row that cannot be taken, its cells. ``before`` is what
    stood there where something is changed, ``known_version`` the version of it that was seen.
    """

    class Outcome(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Will be changed")
        KNOWN = "known", _("Already stored")
        BAD = "bad", _("Cannot be taken")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="imported_rows", db_index=False)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    name = models.CharField(max_length=200, blank=True)
    values = models.JSONField(default=dict)
    before = models.JSONField(null=True)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    made_type = models.CharField(max_length=60, blank=True)
    made_id = models.UUIDField(null=True)
    known_version = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            # In this order, so that it also finds the rows of one outcome.
            models.UniqueConstraint(name="imported_row_once", fields=["batch", "outcome", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def told(self) -> list[Problem]:
        """What is wrong with it, or what is to be said about it."""
        return [Problem.from_data(data) for data in [*self.problems, *self.notes]]

    @property
    def cells(self) -> list[str]:
        """The cells of a row that cannot be taken, as they stood in the file."""
        return list(self.values.get("cells", []))
