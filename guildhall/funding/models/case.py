from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.funding.models.terms import BankProduct, FundingNeed


class FundingCase(AssociationRow):
    """A need for finance and a bank's product, from the proposal to the money drawn."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("funding", "Proposed")
        INTRODUCED = "introduced", pgettext_lazy("funding", "Introduced")
        DECLINED = "declined", pgettext_lazy("funding", "Declined by the firm")
        APPLIED = "applied", pgettext_lazy("funding", "Applied for")
        OFFERED = "offered", pgettext_lazy("funding", "Offered")
        GRANTED = "granted", pgettext_lazy("funding", "Granted")
        REFUSED = "refused", pgettext_lazy("funding", "Refused by the bank")
        DRAWN = "drawn", pgettext_lazy("funding", "Drawn")
        WITHDRAWN = "withdrawn", pgettext_lazy("funding", "Withdrawn by the firm")

    class Proposer(models.TextChoices):
        FIRM = "firm", pgettext_lazy("funding", "The firm")
        BANK = "bank", pgettext_lazy("funding", "The bank")
        SECRETARIAT = "secretariat", pgettext_lazy("funding", "The secretariat")

    need = models.ForeignKey(FundingNeed, models.PROTECT, related_name="cases")
    product = models.ForeignKey(BankProduct, models.PROTECT, related_name="cases")
    state = models.CharField(_("State"), max_length=20, choices=State)
    proposed_by = models.CharField(_("Proposed by"), max_length=20, choices=Proposer)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("funding case")
        verbose_name_plural = _("funding cases")
        constraints = [models.UniqueConstraint(name="funding_case_once", fields=["need", "product"])]
        indexes = [models.Index(name="funding_case_list", fields=["association", "state", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.need} · {self.product}"


class FundingStep(AssociationRow):
    """A stage of a case that was reached, with its day and sum. The rows are never changed."""

    case = models.ForeignKey(FundingCase, models.CASCADE, related_name="steps")
    state = models.CharField(_("State"), max_length=20, choices=FundingCase.State)
    on = models.DateField(_("On"))
    amount = models.PositiveBigIntegerField(_("Amount"), null=True, blank=True)
    rate = models.PositiveIntegerField(_("Yearly rate"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step of a funding case")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(name="funding_step_once", fields=["case", "state"]),
            models.CheckConstraint(
                name="funding_step_of_something", condition=Q(amount__isnull=True) | Q(amount__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.state
