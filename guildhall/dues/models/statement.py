from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.documents.models import File
from guildhall.members.models import Member
from guildhall.registry.models.rows import RegistryQuerySet


class Statement(AssociationRow):
    """A bank statement that was dropped in. The same file is taken once."""

    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    layout = models.CharField(_("Layout"), max_length=40)
    account = models.CharField(_("Account"), max_length=60, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    opening = models.BigIntegerField(_("Balance before"), null=True, blank=True)
    closing = models.BigIntegerField(_("Balance after"), null=True, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bank statement")
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(name="statement_once", fields=["association", "digest"])]

    def __str__(self) -> str:
        return f"{self.from_on} - {self.to_on}"


class StatementLineQuerySet(RegistryQuerySet["StatementLine"]):
    pass


class StatementLine(AssociationRow):
    """One movement on the account, in fen, in or out. ``fingerprint`` tells the same movement in two statements."""

    class State(models.TextChoices):
        OPEN = "open", _("To be matched")
        BOOKED = "booked", _("Booked")
        SET_ASIDE = "set_aside", _("Not dues")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    on = models.DateField(_("On"))
    amount = models.BigIntegerField(_("Amount"))
    payer = models.CharField(_("Payer"), max_length=200, blank=True)
    account = models.CharField(_("Payer's account"), max_length=60, blank=True)
    remark = models.CharField(_("Remark"), max_length=300, blank=True)
    bank_number = models.CharField(_("Number at the bank"), max_length=80, blank=True)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.OPEN)
    proposal = models.JSONField(default=dict, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    objects = StatementLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a statement")
        ordering = ["statement", "position"]
        constraints = [
            models.UniqueConstraint(name="statement_line_once", fields=["association", "fingerprint"])
        ]
        indexes = [models.Index(name="statement_line_queue", fields=["association", "state", "on"])]

    def __str__(self) -> str:
        return f"{self.on} {self.payer} {self.amount}"


class PayerAlias(AssociationRow):
    """A name or account under which a member pays; learnt from what a treasurer confirmed."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="payer_aliases", verbose_name=_("Member"))
    name = models.CharField(_("Name"), max_length=200, blank=True)
    plain = models.CharField(max_length=200, blank=True, editable=False)
    account = models.CharField(_("Account"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("payer's other name")
        constraints = [
            models.UniqueConstraint(
                name="payer_alias_once", fields=["association", "member", "plain", "account"]
            )
        ]
        indexes = [models.Index(name="payer_alias_by_name", fields=["association", "plain"])]

    def __str__(self) -> str:
        return self.name or self.account
