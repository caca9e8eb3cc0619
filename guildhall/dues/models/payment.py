from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.dues.models.notice import DuesNotice
from guildhall.dues.models.statement import StatementLine
from guildhall.members.models import Member
from guildhall.registry.models.rows import RegistryQuerySet


class PaymentQuerySet(RegistryQuerySet["Payment"]):
    def standing(self) -> "PaymentQuerySet":
        return self.filter(undone_at__isnull=True)


class Payment(AssociationRow):
    """Money that came in, in fen. To which notices it belongs say its allocations; the rest is on account."""

    class Way(models.TextChoices):
        BANK = "bank", _("Bank transfer")
        CASH = "cash", _("Cash")
        CARD = "card", _("Card or phone")
        OTHER = "other", _("Other")

    received_on = models.DateField(_("Received on"))
    amount = models.PositiveBigIntegerField(_("Amount"))
    way = models.CharField(_("Way"), max_length=20, choices=Way, default=Way.BANK)
    payer = models.CharField(_("Payer"), max_length=200, blank=True)
    account = models.CharField(_("Payer's account"), max_length=60, blank=True)
    remark = models.CharField(_("Remark"), max_length=300, blank=True)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="payments", verbose_name=_("Member")
    )
    line = models.ForeignKey(StatementLine, models.PROTECT, null=True, blank=True, related_name="payments")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_why = models.CharField(_("Why it was undone"), max_length=300, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        ordering = ["-received_on", "-id"]
        constraints = [
            models.CheckConstraint(name="payment_of_something", condition=Q(amount__gt=0)),
            models.UniqueConstraint(
                name="payment_of_line_once",
                fields=["line"],
                condition=Q(line__isnull=False, undone_at__isnull=True),
            ),
        ]
        indexes = [models.Index(name="payment_by_day", fields=["association", "received_on"])]

    def __str__(self) -> str:
        return f"{self.payer} · {self.amount}"


class Allocation(AssociationRow):
    """The part of a payment that pays a notice."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="allocations")
    notice = models.ForeignKey(DuesNotice, models.PROTECT, related_name="allocations")
    amount = models.PositiveBigIntegerField(_("Amount"))
    on = models.DateField(_("On"))
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("allocation")
        constraints = [
            models.CheckConstraint(name="allocation_of_something", condition=Q(amount__gt=0)),
            models.UniqueConstraint(
                name="allocation_once", fields=["payment", "notice"], condition=Q(undone_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(name="allocation_by_day", fields=["association", "notice", "on"]),
            models.Index(name="allocation_summed", fields=["notice", "on", "undone_at", "amount"]),
            models.Index(
                name="allocation_undone",
                fields=["association", "notice"],
                condition=Q(undone_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} · {self.amount}"


class Refund(AssociationRow):
    """Money of a payment that was given back."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    amount = models.PositiveBigIntegerField(_("Amount"))
    on = models.DateField(_("On"))
    reason = models.CharField(_("Reason"), max_length=300)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("refund")
        constraints = [models.CheckConstraint(name="refund_of_something", condition=Q(amount__gt=0))]

    def __str__(self) -> str:
        return f"{self.payment} · {self.amount}"


class ReceiptQuerySet(RegistryQuerySet["Receipt"]):
    pass


class Receipt(AssociationRow):
    """The number of a fiscal receipt (社会团体会费票据) that was issued elsewhere, and what became of it."""

    class State(models.TextChoices):
        ISSUED = "issued", pgettext_lazy("receipt", "Issued")
        VERIFIED = "verified", _("Verified")
        VOID = "void", _("Void")

    number = models.CharField(_("Number of the receipt"), max_length=60)
    notice = models.ForeignKey(DuesNotice, models.PROTECT, related_name="receipts")
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="receipts")
    payer = models.CharField(_("Payer on the receipt"), max_length=200)
    amount = models.PositiveBigIntegerField(_("Amount"))
    issued_on = models.DateField(_("Issued on"))
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.ISSUED)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        ordering = ["-issued_on", "number"]
        constraints = [
            models.UniqueConstraint(name="receipt_number_once", fields=["association", "number"]),
            models.UniqueConstraint(
                name="receipt_of_notice_and_payment_once",
                fields=["notice", "payment"],
                condition=~Q(state="void"),
            ),
        ]

    def __str__(self) -> str:
        return self.number
