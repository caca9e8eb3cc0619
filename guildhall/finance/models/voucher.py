from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.sentences import Sentence
from guildhall.documents.models import File
from guildhall.dues.models import Payment
from guildhall.finance.chart import named
from guildhall.members.models import Member
from guildhall.registry.models import Body


class Voucher(AssociationRow):
    """Money of a unit in or out: asked for by one, approved by another, booked by the association's treasurer.

    Only a booked one has a number; numbers of a unit's year have no gaps. Nothing is deleted: an undone one keeps its
    number, and an entry against it stands in the books.
    """

    class Kind(models.TextChoices):
        EXPENSE = "expense", pgettext_lazy("voucher", "Spending")
        INCOME = "income", pgettext_lazy("voucher", "Income")
        ALLOTMENT = "allotment", pgettext_lazy("voucher", "Allotment by the association")
        OPENING = "opening", pgettext_lazy("voucher", "Opening balance")

    class State(models.TextChoices):
        REQUESTED = "requested", pgettext_lazy("voucher", "To be approved")
        APPROVED = "approved", pgettext_lazy("voucher", "To be booked")
        BOOKED = "booked", pgettext_lazy("voucher", "Booked")
        REFUSED = "refused", pgettext_lazy("voucher", "Refused")
        UNDONE = "undone", pgettext_lazy("voucher", "Undone")

    body = models.ForeignKey(Body, models.PROTECT, related_name="vouchers", verbose_name=_("Unit"))
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.REQUESTED)
    year = models.PositiveSmallIntegerField(_("Year"))
    number = models.PositiveIntegerField(_("Number"), null=True, blank=True)
    on = models.DateField(_("Date"))
    amount = models.PositiveBigIntegerField(_("Amount"))
    category = models.CharField(_("Category"), max_length=20, blank=True)
    purpose = models.CharField(_("Purpose"), max_length=200)
    counterparty = models.CharField(_("Payee or payer"), max_length=200)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("Why beyond the budget"), max_length=300, blank=True)
    requester = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    resolution = models.CharField(_("Number of the resolution"), max_length=60, blank=True)
    applied = models.JSONField(default=dict, blank=True)
    booker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    booked_at = models.DateTimeField(null=True, blank=True)
    undone_on = models.DateField(null=True, blank=True)
    answer = models.CharField(_("Why it was refused or undone"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("voucher")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(name="voucher_of_something", condition=Q(amount__gt=0)),
            models.UniqueConstraint(name="voucher_number_once", fields=["body", "year", "number"]),
            models.CheckConstraint(
                name="voucher_booked_has_a_number",
                condition=Q(state__in=["booked", "undone"], number__isnull=False)
                | (~Q(state__in=["booked", "undone"]) & Q(number__isnull=True)),
            ),
            models.CheckConstraint(
                name="voucher_approved_by_another",
                condition=Q(approver__isnull=True) | ~Q(approver=F("requester")),
            ),
            models.CheckConstraint(
                name="voucher_booked_by_another",
                condition=Q(booker__isnull=True) | ~Q(booker=F("requester")),
            ),
        ]
        indexes = [
            models.Index(name="voucher_of_unit", fields=["body", "year", "state"]),
            models.Index(name="voucher_queue", fields=["association", "state", "-on"]),
        ]

    def __str__(self) -> str:
        return self.label or self.purpose

    @property
    def label(self) -> str:
        """The number as it is written; empty before it is booked."""
        return f"{self.year}-{self.number:04}" if self.number else ""

    @property
    def category_name(self) -> Sentence:
        return named(self.category)

    @property
    def has_file(self) -> bool:
        return self.file_id is not None

    @property
    def verdicts(self) -> list[Sentence]:
        """What the rules said when it was approved."""
        return [Sentence(one["zh"], one["en"]) for one in self.applied.get("sentences", ())]


class Collection(AssociationRow):
    """Dues that a branch collected for the association: reported by the branch, booked by the treasurer as the
    association's payment. The branch's income is only what the rules grant it of them (``share``)."""

    class State(models.TextChoices):
        REPORTED = "reported", pgettext_lazy("collection", "Reported")
        BOOKED = "booked", pgettext_lazy("collection", "Booked as dues")
        REFUSED = "refused", pgettext_lazy("collection", "Refused")
        UNDONE = "undone", pgettext_lazy("collection", "Undone")

    body = models.ForeignKey(Body, models.PROTECT, related_name="collections", verbose_name=_("Branch"))
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.REPORTED)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("Member"))
    on = models.DateField(_("Received on"))
    amount = models.PositiveBigIntegerField(_("Amount"))
    way = models.CharField(_("Way"), max_length=20, choices=Payment.Way, default=Payment.Way.BANK)
    note = models.CharField(_("Note"), max_length=200, blank=True)
    share = models.PositiveBigIntegerField(_("Share granted"), default=0)
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, blank=True, related_name="collection")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(_("Why it was refused or undone"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dues collected by a branch")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(name="collection_of_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="collection_booked_as_payment",
                condition=Q(state__in=["booked", "undone"], payment__isnull=False)
                | (~Q(state__in=["booked", "undone"]) & Q(payment__isnull=True)),
            ),
            models.CheckConstraint(name="collection_share_of_it", condition=Q(share__lte=F("amount"))),
        ]
        indexes = [models.Index(name="collection_of_unit", fields=["body", "on"])]

    def __str__(self) -> str:
        return f"{self.body} · {self.member}"
