from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.documents.models import File
from guildhall.registry.models import Organization, Person


class DataItem(models.TextChoices):
    """What a firm can let a bank see, one by one."""

    IDENTITY = "identity", pgettext_lazy("data", "Name, credit code and address")
    MEMBERSHIP = "membership", pgettext_lazy("data", "Membership and standing")
    DUES = "dues", pgettext_lazy("data", "Dues paid in time")
    LETTERS = "letters", pgettext_lazy("data", "Letters and appointments")
    CHAIN = "chain", pgettext_lazy("data", "Places on the chain and capacity")
    TURNOVER = "turnover", pgettext_lazy("data", "Turnover by year")
    TAX_FILES = "tax_files", pgettext_lazy("data", "Tax files")
    CREDIT_FILES = "credit_files", pgettext_lazy("data", "Credit files")
    CONTACTS = "contacts", pgettext_lazy("data", "Contacts")


class Release(AssociationRow):
    """A firm lets one bank see some of its data until a day (授权). It can be revoked at once."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="releases", verbose_name=_("Organization")
    )
    bank = models.ForeignKey(
        Organization, models.PROTECT, related_name="releases_received", verbose_name=_("Bank")
    )
    until_on = models.DateField(_("Until"))
    note = models.CharField(_("Note"), max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("release of data")
        verbose_name_plural = _("releases of data")
        constraints = [
            models.CheckConstraint(name="release_to_another", condition=~Q(organization=F("bank")))
        ]
        indexes = [
            models.Index(name="release_by_firm", fields=["organization", "-created_at"]),
            models.Index(name="release_by_bank", fields=["bank", "-created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.organization} → {self.bank}"

    def is_open_on(self, today: date) -> bool:
        return self.revoked_at is None and self.until_on >= today


class ReleasedItem(AssociationRow):
    """One kind of data in a release."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="items")
    item = models.CharField(_("Data"), max_length=20, choices=DataItem)

    class Meta:
        verbose_name = _("released data")
        constraints = [models.UniqueConstraint(name="released_item_once", fields=["release", "item"])]

    def __str__(self) -> str:
        return self.item


class FirmRecord(AssociationRow):
    """What a firm keeps here for banks, and shows to nobody else: a year's turnover, a tax or credit file."""

    KEPT = (DataItem.TURNOVER, DataItem.TAX_FILES, DataItem.CREDIT_FILES)

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="funding_records", verbose_name=_("Organization")
    )
    item = models.CharField(_("Data"), max_length=20, choices=DataItem)
    year = models.PositiveSmallIntegerField(_("Year"), null=True, blank=True)
    amount = models.PositiveBigIntegerField(_("Amount"), null=True, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("Note"), max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("data kept for banks")
        ordering = ["item", "-year", "-id"]
        constraints = [
            models.CheckConstraint(
                name="firm_record_says_something", condition=Q(amount__isnull=False) | Q(file__isnull=False)
            ),
            models.UniqueConstraint(
                name="firm_record_turnover_once",
                fields=["organization", "year"],
                condition=Q(item="turnover"),
            ),
        ]

    def __str__(self) -> str:
        return self.item


class Look(AssociationRow):
    """Somebody of a bank asked to see an item (查阅记录). Kept whether it was shown or refused; never changed."""

    class Outcome(models.TextChoices):
        SHOWN = "shown", pgettext_lazy("look", "Shown")
        ENDED = "ended", pgettext_lazy("look", "Refused: the release has ended")
        REVOKED = "revoked", pgettext_lazy("look", "Refused: the release was revoked")
        NOT_RELEASED = "not_released", pgettext_lazy("look", "Refused: not released")

    release = models.ForeignKey(Release, models.PROTECT, related_name="looks")
    item = models.CharField(_("Data"), max_length=20, choices=DataItem)
    outcome = models.CharField(_("Outcome"), max_length=20, choices=Outcome)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("look at data")
        verbose_name_plural = _("looks at data")
        ordering = ["-at", "-id"]
        indexes = [models.Index(name="look_by_release", fields=["release", "-at"])]

    def __str__(self) -> str:
        return f"{self.item} {self.outcome}"


class FundingRules(AssociationRow):
    """What holds for releases in an association."""

    longest_days = models.PositiveSmallIntegerField(_("A release lasts so many days at most"), default=180)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("rules of finance matching")
        constraints = [
            models.UniqueConstraint(name="funding_rules_once", fields=["association"]),
            models.CheckConstraint(
                name="funding_rules_days", condition=Q(longest_days__gte=1, longest_days__lte=366)
            ),
        ]

    def __str__(self) -> str:
        return str(self.longest_days)
