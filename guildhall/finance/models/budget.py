from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.finance.chart import named
from guildhall.registry.models import Body


class Budget(AssociationRow):
    """What a unit means to take in and to spend in a year. Once it is approved the year is open for it."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("budget", "Draft")
        SUBMITTED = "submitted", pgettext_lazy("budget", "Submitted")
        APPROVED = "approved", pgettext_lazy("budget", "Approved")

    body = models.ForeignKey(Body, models.PROTECT, related_name="budgets", verbose_name=_("Unit"))
    year = models.PositiveSmallIntegerField(_("Year"))
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    resolution = models.CharField(_("Number of the resolution"), max_length=60, blank=True)
    answer = models.CharField(_("Why it was sent back"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("budget")
        ordering = ["-year", "body"]
        constraints = [
            models.UniqueConstraint(name="budget_once_a_year", fields=["body", "year"]),
            models.CheckConstraint(
                name="budget_approved_by_somebody",
                condition=~Q(state="approved") | Q(approver__isnull=False, submitter__isnull=False),
            ),
        ]
        indexes = [models.Index(name="budget_of_year", fields=["association", "year"])]

    def __str__(self) -> str:
        return f"{self.body} · {self.year}"


class BudgetLine(AssociationRow):
    """An amount under a category of income or spending, in fen."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="lines")
    category = models.CharField(_("Category"), max_length=20)
    text_zh = models.CharField(_("What for, in Chinese"), max_length=120, blank=True)
    text_en = models.CharField(_("What for, in English"), max_length=120, blank=True)
    amount = models.PositiveBigIntegerField(_("Amount"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("budget line")
        ordering = ["category", "position", "id"]
        constraints = [
            models.CheckConstraint(name="budget_line_of_something", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.amount}"

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)

    @property
    def category_name(self) -> Sentence:
        return named(self.category)
