from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.cooperation.models.cooperation import Cooperation
from guildhall.core.models import in_language
from guildhall.documents.models import Document, File
from guildhall.meetings.models import Resolution
from guildhall.registry.models import Body, Organization, Person, Post


class Agreement(AssociationRow):
    """A written agreement of two or more parties (共建协议), decided by a body, signed by each before witnesses.

    ``scope_zh`` and ``scope_en`` hold one matter per line. A record of the past states its day as the source does.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OFFERED = "offered", _("Awaiting signatures")
        SIGNED = "signed", _("Signed")
        ENDED = "ended", pgettext_lazy("agreement", "Ended")

    cooperation = models.ForeignKey(
        Cooperation, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    scope_zh = models.TextField(_("Scope in Chinese, one matter per line"), blank=True)
    scope_en = models.TextField(_("Scope in English, one matter per line"), blank=True)
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    # The body that decides on it, and how it decided; without a body the parties' own word is enough.
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="agreements")
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    # Whoever sees to it that it is kept, until it ends.
    supervisor = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Supervised by")
    )
    lends_no_name = models.BooleanField(
        _("No party lends its name to another, or to anybody else"), default=False
    )
    from_on = models.DateField(pgettext_lazy("period", "From"), null=True, blank=True)
    to_on = models.DateField(pgettext_lazy("period", "To"), null=True, blank=True)
    sign_by = models.DateField(_("To be signed by"), null=True, blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    offered_at = models.DateTimeField(null=True)
    # What stands to be signed, as a hash: every signature repeats it.
    text_hash = models.CharField(max_length=64, blank=True)
    signed_on = models.DateField(null=True)
    stated_signed = models.CharField(_("Signed, as the source states it"), max_length=20, blank=True)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    is_public = models.BooleanField(_("Public"), default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("agreement")
        constraints = [
            models.CheckConstraint(name="agreement_is_titled", condition=~Q(title_zh="") | ~Q(title_en="")),
            models.CheckConstraint(
                name="agreement_ends_after_start",
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
        ]
        indexes = [models.Index(name="agreement_list", fields=["association", "state", "id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)

    @property
    def scope(self) -> list[str]:
        return [line for line in in_language(self.scope_zh, self.scope_en).splitlines() if line.strip()]


class AgreementParty(AssociationRow):
    """A party of an agreement and who signs for it. ``power`` says by what right: a post, a written authority."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="agreement_parties")
    position = models.PositiveSmallIntegerField(default=0)
    signatory = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Signs for it")
    )
    power_zh = models.CharField(_("Signs as, in Chinese"), max_length=100, blank=True)
    power_en = models.CharField(_("Signs as, in English"), max_length=100, blank=True)
    # By a post held on the day of signing, or by a written authority; else by the seat on which they represent it.
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("By the post")
    )
    authority = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    authority_until = models.DateField(_("Authority holds until"), null=True, blank=True)
    checked_on = models.DateField(_("Checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    check_note = models.CharField(_("What was checked"), max_length=500, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_hash = models.CharField(max_length=64, blank=True)
    scan = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    left_on = models.DateField(_("Left on"), null=True, blank=True)
    left_reason = models.CharField(_("Why it left"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("party of an agreement")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(name="agreement_party_once", fields=["agreement", "organization"])
        ]

    def __str__(self) -> str:
        return str(self.organization)

    @property
    def power(self) -> str:
        return in_language(self.power_zh, self.power_en)


class Witness(AssociationRow):
    """Before whom the agreement is signed (见证人)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="witnesses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role_zh = models.CharField(_("Role in Chinese"), max_length=200, blank=True)
    role_en = models.CharField(_("Role in English"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    attested_at = models.DateTimeField(null=True)
    attested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    attested_hash = models.CharField(max_length=64, blank=True)
    scan = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("witness")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(name="witness_once", fields=["agreement", "person"])]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def role(self) -> str:
        return in_language(self.role_zh, self.role_en)
