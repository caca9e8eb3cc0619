from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.registry.models import Body


class Account(AssociationRow):
    """An account of the books; one of a branch is its sub-ledger within the association's one bank account."""

    class Kind(models.TextChoices):
        ASSET = "asset", _("Asset")
        LIABILITY = "liability", _("Liability")
        INCOME = "income", _("Income")
        EXPENSE = "expense", _("Expense")
        FUND = "fund", _("Net assets")

    code = models.CharField(_("Code"), max_length=20)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    name_zh = models.CharField(_("Name in Chinese"), max_length=80, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=80, blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("Branch")
    )
    is_active = models.BooleanField(_("In use"), default=True)

    class Meta:
        verbose_name = _("account")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                name="account_code_once_a_branch", fields=["association", "body", "code"]
            ),
            models.UniqueConstraint(
                name="account_code_once", fields=["association", "code"], condition=Q(body__isnull=True)
            ),
            models.CheckConstraint(name="account_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)


class Entry(AssociationRow):
    """One event in the books: postings that add up to nothing. Never changed; undone by an entry against it."""

    on = models.DateField(_("On"))
    text_zh = models.CharField(max_length=200, blank=True)
    text_en = models.CharField(max_length=200, blank=True)
    event = models.CharField(max_length=40)
    source_type = models.CharField(max_length=60)
    source_id = models.CharField(max_length=60)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("entry")
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                name="entry_of_event_once", fields=["association", "event", "source_type", "source_id"]
            )
        ]
        indexes = [models.Index(name="entry_by_day", fields=["association", "on"])]

    def __str__(self) -> str:
        return f"{self.on} {self.event}"


class Posting(AssociationRow):
    """One side of an entry, in fen: debit above nothing, credit below."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    amount = models.BigIntegerField(_("Amount"))

    class Meta:
        verbose_name = _("posting")
        constraints = [models.CheckConstraint(name="posting_of_something", condition=~Q(amount=0))]
        indexes = [models.Index(name="posting_of_account", fields=["account", "entry"])]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"
