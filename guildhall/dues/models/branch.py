from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import File
from guildhall.dues.models.ledger import Account
from guildhall.registry.models import Body, Person
from guildhall.registry.models.rows import RegistryQuerySet


class BudgetQuerySet(RegistryQuerySet["Budget"]):
    pass


class Budget(AssociationRow):
    """What a branch may take in and spend in a year, inside the association's one account."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        APPROVED = "approved", _("Approved")

    body = models.ForeignKey(Body, models.PROTECT, related_name="budgets", verbose_name=_("Branch"))
    year = models.PositiveSmallIntegerField(_("Year"))
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    limit = models.PositiveBigIntegerField(_("The head may approve up to"), default=0)
    version = models.PositiveIntegerField(default=1)

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget")
        constraints = [models.UniqueConstraint(name="budget_once_a_year", fields=["body", "year"])]

    def __str__(self) -> str:
        return f"{self.body} {self.year}"


class BudgetLine(AssociationRow):
    budget = models.ForeignKey(Budget, models.CASCADE, related_name="lines")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("Account"))
    amount = models.PositiveBigIntegerField(_("Amount"))
    note = models.CharField(_("For what"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("line of a budget")
        constraints = [models.UniqueConstraint(name="budget_line_once", fields=["budget", "account"])]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class VoucherQuerySet(RegistryQuerySet["Voucher"]):
    pass


class Voucher(AssociationRow):
    """Income or spending of a branch with its paper; booked when the one whom its amount needs has approved it."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    body = models.ForeignKey(Body, models.PROTECT, related_name="vouchers", verbose_name=_("Branch"))
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("Account"))
    number = models.CharField(_("Number"), max_length=40)
    on = models.DateField(_("On"))
    amount = models.PositiveBigIntegerField(_("Amount"))
    text = models.CharField(_("For what"), max_length=200)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.SUBMITTED)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("Reason"), max_length=300, blank=True)

    objects = VoucherQuerySet.as_manager()

    class Meta:
        verbose_name = _("voucher")
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(name="voucher_number_once", fields=["association", "number"]),
            models.CheckConstraint(name="voucher_of_something", condition=Q(amount__gt=0)),
        ]
        indexes = [models.Index(name="voucher_of_branch", fields=["association", "body", "on"])]

    def __str__(self) -> str:
        return self.number


class FinanceRules(AssociationRow):
    """A document of the association's finance rules that every branch reads and confirms."""

    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    from_on = models.DateField(_("In force from"))
    confirm_by = models.DateField(_("To be confirmed by"), null=True, blank=True)
    ended_on = models.DateField(_("In force until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("finance rules")
        ordering = ["-from_on"]
        constraints = [
            models.CheckConstraint(
                name="finance_rules_are_titled", condition=~Q(title_zh="") | ~Q(title_en="")
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)


class RulesConfirmation(AssociationRow):
    """That a branch has read the rules and will keep them."""

    rules = models.ForeignKey(FinanceRules, models.PROTECT, related_name="confirmations")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("Branch"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("confirmation")
        constraints = [models.UniqueConstraint(name="rules_confirmation_once", fields=["rules", "body"])]

    def __str__(self) -> str:
        return f"{self.rules} · {self.body}"
