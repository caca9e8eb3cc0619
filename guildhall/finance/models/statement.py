from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.registry.models import Body


class FinanceStatement(AssociationRow):
    """A unit's statement of a quarter, or of a year (quarter 0), with its figures as they were handed in.

    While it stands, handed in or accepted, nothing is booked in its period; sent back, the period is open again.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("finance statement", "Submitted")
        ACCEPTED = "accepted", pgettext_lazy("finance statement", "Accepted")
        RETURNED = "returned", pgettext_lazy("finance statement", "Sent back")

    body = models.ForeignKey(Body, models.PROTECT, related_name="finance_statements", verbose_name=_("Unit"))
    year = models.PositiveSmallIntegerField(_("Year"))
    quarter = models.PositiveSmallIntegerField(_("Quarter"), default=0)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.SUBMITTED)
    figures = models.JSONField(default=dict)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    submitter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("Why it was sent back"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("finance statement")
        ordering = ["-year", "quarter"]
        constraints = [
            models.UniqueConstraint(
                name="finance_statement_once",
                fields=["body", "year", "quarter"],
                condition=~Q(state="returned"),
            ),
            models.CheckConstraint(name="finance_statement_of_a_quarter", condition=Q(quarter__lte=4)),
        ]
        indexes = [models.Index(name="finance_statement_of_year", fields=["association", "year"])]

    def __str__(self) -> str:
        return f"{self.body} · {self.year}" + (f"Q{self.quarter}" if self.quarter else "")
