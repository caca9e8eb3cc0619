from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.codes import spaced
from guildhall.documents.kinds import KINDS


def readable_facts(facts: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """What a document states, in the reader's language: ``label`` and ``value`` of each fact."""
    return [{key: _readable(fact.get(key)) for key in ("label", "value")} for fact in facts]


def _readable(text: Any) -> str:
    if isinstance(text, dict):
        return in_language(str(text.get("zh") or ""), str(text.get("en") or ""))
    return "" if text is None else str(text)


class File(AssociationRow):
    """An uploaded or made file; its content lies under its SHA-256 in the folder of files."""

    name = models.CharField(_("Name"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(name="file_content", fields=["sha256"])]

    def __str__(self) -> str:
        return self.name


class Series(AssociationRow):
    """Serial numbers of one kind of document in one year: without gaps."""

    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="series_one_per_kind_and_year", fields=["association", "kind", "year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class SerialFormat(AssociationRow):
    """How the association writes the numbers of one kind; without it, the pattern in ``kinds`` holds."""

    kind = models.CharField(_("Kind"), max_length=40)
    pattern_zh = models.CharField(_("Pattern in Chinese"), max_length=60)
    pattern_en = models.CharField(_("Pattern in English"), max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="serial_format_one_per_kind", fields=["association", "kind"])
        ]

    def __str__(self) -> str:
        return in_language(self.pattern_zh, self.pattern_en)


class Document(AssociationRow):
    """A document that was issued under a serial number and can be verified by its code."""

    class State(models.TextChoices):
        VALID = "valid", _("Valid")
        REVOKED = "revoked", _("Revoked")

    kind = models.CharField(_("Kind"), max_length=40)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    serial = models.CharField(_("Serial number"), max_length=80)
    code = models.CharField(_("Verification code"), max_length=24, unique=True)
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    facts = models.JSONField(default=list)
    # What happened since, as pairs of label and value like ``facts``: the document itself does not say it.
    later = models.JSONField(default=list)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.VALID)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("Issued"), auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.TextField(_("Reason"), blank=True)
    reason_is_public = models.BooleanField(_("The public may read the reason"), default=False)

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                name="document_number_once", fields=["association", "kind", "year", "number"]
            ),
            models.CheckConstraint(
                name="document_revoked_has_a_time",
                condition=Q(state="valid", revoked_at__isnull=True)
                | Q(state="revoked", revoked_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="document_newest", fields=["association", "-issued_at"]),
            models.Index(name="document_subject", fields=["subject_type", "subject_id"]),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def spaced_code(self) -> str:
        return spaced(self.code)

    @property
    def kind_label(self) -> str:
        label = KINDS[self.kind].label
        return in_language(label.zh, label.en)

    @property
    def stated(self) -> list[dict[str, str]]:
        return readable_facts(self.facts)

    @property
    def happened(self) -> list[dict[str, str]]:
        return readable_facts(self.later)
