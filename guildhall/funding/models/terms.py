from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.sentences import Sentence
from guildhall.exchange.models import Listing
from guildhall.funding.fit import COLLATERAL, PURPOSES, Product


def in_order(name: str, least: str, most: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{least}__isnull": True})
        | Q(**{f"{most}__isnull": True})
        | Q(**{f"{most}__gte": F(least)}),
    )


class BankProduct(AssociationRow):
    """What a bank lends (金融产品): the figures beside its offer. Amounts in fen, rates in basis points a year."""

    listing = models.OneToOneField(Listing, models.CASCADE, related_name="bank_product")
    amount_from = models.PositiveBigIntegerField(_("Amount from"), null=True, blank=True)
    amount_to = models.PositiveBigIntegerField(_("Amount up to"), null=True, blank=True)
    months_from = models.PositiveSmallIntegerField(_("Term from, in months"), null=True, blank=True)
    months_to = models.PositiveSmallIntegerField(_("Term up to, in months"), null=True, blank=True)
    rate_from = models.PositiveIntegerField(_("Yearly rate from"), null=True, blank=True)
    rate_to = models.PositiveIntegerField(_("Yearly rate up to"), null=True, blank=True)
    collateral = models.JSONField(_("Security taken"), default=list, blank=True)
    purposes = models.JSONField(_("For these purposes only"), default=list, blank=True)
    # One per line; empty is everywhere.
    regions = models.TextField(_("For these regions only"), blank=True, max_length=1_000)
    members_only = models.BooleanField(_("For members of the association only"), default=False)
    least_turnover = models.PositiveBigIntegerField(_("Yearly turnover, at least"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("bank product")
        verbose_name_plural = _("bank products")
        constraints = [
            in_order("product_amount_in_order", "amount_from", "amount_to"),
            in_order("product_months_in_order", "months_from", "months_to"),
            in_order("product_rate_in_order", "rate_from", "rate_to"),
        ]

    def __str__(self) -> str:
        return self.listing.title

    @property
    def collateral_said(self) -> list[Sentence]:
        return [COLLATERAL[name] for name in self.collateral if name in COLLATERAL]

    @property
    def purposes_said(self) -> list[Sentence]:
        return [PURPOSES[name] for name in self.purposes if name in PURPOSES]

    @property
    def regions_named(self) -> list[str]:
        return [line.strip() for line in self.regions.splitlines() if line.strip()]

    @property
    def terms(self) -> Product:
        """For ``funding.fit``."""
        return Product(
            amount_from=self.amount_from,
            amount_to=self.amount_to,
            months_from=self.months_from,
            months_to=self.months_to,
            rate_from=self.rate_from,
            rate_to=self.rate_to,
            collateral=frozenset(self.collateral),
            purposes=frozenset(self.purposes),
            regions=tuple(self.regions_named),
            members_only=self.members_only,
            least_turnover=self.least_turnover,
        )


class FundingNeed(AssociationRow):
    """A firm looks for money (融资需求): the figures beside its need. Banks do not learn whose it is until it accepts."""

    class Purpose(models.TextChoices):
        WORKING_CAPITAL = "working_capital", pgettext_lazy("funding", "Working capital")
        EQUIPMENT = "equipment", pgettext_lazy("funding", "Equipment")
        CONSTRUCTION = "construction", pgettext_lazy("funding", "Buildings")
        RESEARCH = "research", pgettext_lazy("funding", "Research")
        ORDERS = "orders", pgettext_lazy("funding", "Producing an order")
        EXPORT = "export", pgettext_lazy("funding", "Export")
        OTHER = "other", pgettext_lazy("funding", "Other")

    listing = models.OneToOneField(Listing, models.CASCADE, related_name="funding_need")
    amount = models.PositiveBigIntegerField(_("Amount needed"))
    months = models.PositiveSmallIntegerField(_("Term, in months"), null=True, blank=True)
    purpose = models.CharField(_("Purpose"), max_length=20, choices=Purpose, blank=True)
    collateral = models.JSONField(_("Security offered"), default=list, blank=True)
    rate_most = models.PositiveIntegerField(_("Yearly rate, at most"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("need for finance")
        verbose_name_plural = _("needs for finance")
        constraints = [
            models.CheckConstraint(name="funding_need_of_something", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return self.listing.title

    @property
    def collateral_said(self) -> list[Sentence]:
        return [COLLATERAL[name] for name in self.collateral if name in COLLATERAL]
