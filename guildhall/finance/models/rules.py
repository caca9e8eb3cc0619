from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import File
from guildhall.finance.duties import Terms
from guildhall.finance.limits import Limits
from guildhall.registry.models import Body


class SpendingRules(AssociationRow):
    """Who approves up to which amount, and by when units hand in what: in force from a day until the next ones are.

    Amounts in fen, days counted. Never changed: new ones succeed them.
    """

    class OverBudget(models.TextChoices):
        REFUSE = "refuse", _("is refused")
        REASON = "reason", _("needs a reason")

    from_on = models.DateField(_("In force from"))
    head_up_to = models.PositiveBigIntegerField(_("The head of a branch approves up to"))
    association_up_to = models.PositiveBigIntegerField(
        _("The secretary-general approves up to"), null=True, blank=True
    )
    over_budget = models.CharField(
        _("Spending over the budget"), max_length=20, choices=OverBudget, default=OverBudget.REFUSE
    )
    budget_needs_resolution = models.BooleanField(_("A budget is approved by a resolution"), default=False)
    dues_share = models.PositiveSmallIntegerField(
        _("Branch's share of dues it collects, %"), default=0, validators=[MaxValueValidator(100)]
    )
    budget_days = models.PositiveSmallIntegerField(_("Budget due, days after the year began"), default=31)
    quarter_days = models.PositiveSmallIntegerField(
        _("Quarterly statement due, days after the quarter"), default=15
    )
    year_days = models.PositiveSmallIntegerField(_("Yearly statement due, days after the year"), default=45)
    note = models.CharField(_("Decided by"), max_length=200, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("spending rules")
        ordering = ["-from_on"]
        constraints = [
            models.UniqueConstraint(name="spending_rules_once_a_day", fields=["association", "from_on"]),
            models.CheckConstraint(
                name="spending_rules_ascend",
                condition=Q(association_up_to__isnull=True) | Q(association_up_to__gte=F("head_up_to")),
            ),
            models.CheckConstraint(name="spending_rules_share", condition=Q(dues_share__lte=100)),
        ]

    def __str__(self) -> str:
        return str(self.from_on)

    @property
    def limits(self) -> Limits:
        refuses = self.over_budget == self.OverBudget.REFUSE
        return Limits(self.from_on, self.head_up_to, self.association_up_to, refuses_over_budget=refuses)

    @property
    def terms(self) -> Terms:
        return Terms(self.budget_days, self.quarter_days, self.year_days)


class FinanceRules(AssociationRow):
    """A version of the association's finance rules as a document that every branch reads and confirms."""

    number = models.PositiveIntegerField(_("Version"))
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    from_on = models.DateField(_("In force from"), null=True, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    changes_zh = models.CharField(_("What is new, in Chinese"), max_length=400, blank=True)
    changes_en = models.CharField(_("What is new, in English"), max_length=400, blank=True)
    remind_days = models.JSONField(default=list, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("finance rules")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="finance_rules_version_once", fields=["association", "number"]),
            models.CheckConstraint(name="finance_rules_named", condition=~Q(title_zh="") | ~Q(title_en="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def changes(self) -> str:
        return in_language(self.changes_zh, self.changes_en)


class RulesConfirmation(AssociationRow):
    """That somebody of a branch read a version of the finance rules and confirmed it for the branch."""

    rules = models.ForeignKey(FinanceRules, models.PROTECT, related_name="confirmations")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="rules_confirmations", verbose_name=_("Branch")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("confirmation of finance rules")
        constraints = [models.UniqueConstraint(name="rules_confirmed_once", fields=["rules", "body"])]

    def __str__(self) -> str:
        return f"{self.body} · {self.rules}"


class StatedBranches(AssociationRow):
    """How many branches a source states of an association, where not all are known by name."""

    number = models.PositiveIntegerField(_("Branches by the source"))

    class Meta:
        verbose_name = _("number of branches by the source")
        constraints = [models.UniqueConstraint(name="stated_branches_once", fields=["association"])]

    def __str__(self) -> str:
        return str(self.number)
