from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.commitments.models.commitment import Commitment
from guildhall.core.models import in_language
from guildhall.documents.models import Document, File
from guildhall.registry.models import Body, Person


class Letter(AssociationRow):
    """A letter of responsibility, commitment or appointment; its targets are commitments."""

    class Kind(models.TextChoices):
        RESPONSIBILITY = "responsibility", _("Letter of responsibility")
        COMMITMENT = "commitment", _("Letter of commitment")
        APPOINTMENT = "appointment", _("Letter of appointment")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OFFERED = "offered", _("Awaiting signatures")
        SIGNED = "signed", _("Signed")
        REVOKED = "revoked", _("Revoked")

    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.RESPONSIBILITY)
    body = models.ForeignKey(Body, models.PROTECT, related_name="letters", verbose_name=_("Body"))
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    from_on = models.DateField(pgettext_lazy("period", "From"), null=True, blank=True)
    to_on = models.DateField(pgettext_lazy("period", "To"), null=True, blank=True)
    targets = models.ManyToManyField(Commitment, related_name="letters", blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.UUIDField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(null=True)
    signed_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.TextField(_("Reason"), blank=True)
    version = models.PositiveIntegerField(default=1)
    is_public = models.BooleanField(_("Public"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("letter")
        constraints = [
            models.CheckConstraint(name="letter_is_titled", condition=~Q(title_zh="") | ~Q(title_en="")),
            models.CheckConstraint(
                name="letter_ends_after_start",
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
        ]
        indexes = [models.Index(name="letter_ends", fields=["state", "to_on"])]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)


class LetterParty(AssociationRow):
    """One who signs a letter, and for whom."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="parties")
    position = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(Person, models.PROTECT, related_name="letter_parties")
    role_zh = models.CharField(_("Signs as, in Chinese"), max_length=100, blank=True)
    role_en = models.CharField(_("Signs as, in English"), max_length=100, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(name="letter_party_once", fields=["letter", "person"])]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def role(self) -> str:
        return in_language(self.role_zh, self.role_en)
