from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow, User
from guildhall.core.models import in_language
from guildhall.documents.models import Document
from guildhall.dues.models.standard import DuesStandard
from guildhall.jobs.models import Job
from guildhall.members.models import Member, Tier
from guildhall.registry.models import Body
from guildhall.registry.models.rows import RegistryQuerySet


class DuesRun(AssociationRow):
    """One year's dues notices to all members: previewed, booked once, sent once."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("Preview")
        BOOKING = "booking", _("Being booked")
        BOOKED = "booked", _("Booked, not sent yet")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")

    year = models.PositiveSmallIntegerField(_("Year"))
    standard = models.ForeignKey(DuesStandard, models.PROTECT, related_name="runs")
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.PREVIEW)
    issued_on = models.DateField(_("Date of the notices"))
    due_on = models.DateField(_("To be paid by"))
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    target_percent = models.PositiveSmallIntegerField(_("Target, %"), null=True, blank=True)
    target_on = models.DateField(_("To be reached by"), null=True, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("yearly run")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(name="dues_run_once_a_year", fields=["association", "year"]),
            models.CheckConstraint(
                name="dues_run_target_is_a_share_on_a_day",
                condition=Q(target_percent__isnull=True, target_on__isnull=True)
                | Q(target_percent__gte=1, target_percent__lte=100, target_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class DuesNoticeQuerySet(RegistryQuerySet["DuesNotice"]):
    def standing(self) -> "DuesNoticeQuerySet":
        """Those that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def own(self, user: User) -> "DuesNoticeQuerySet":
        """What the member owes that this person is, or whose unit they belong to."""
        units = user.people.filter(is_guest=False).order_by()
        return self.filter(
            Q(member__person__in=units)
            | Q(member__organization__in=units.exclude(organization=None).values("organization"))
        )


class DuesNotice(AssociationRow):
    """What one member owes for one year, in fen. What is still open is computed from allocations and waivers.

    ``still_open`` keeps that figure, nothing for a cancelled notice, so that what all members owe is read from an
    index; ``dues.settling`` computes it anew with whatever changes it. ``tier`` and ``branch`` are the member's on
    the day of the notice.
    """

    run = models.ForeignKey(DuesRun, models.PROTECT, null=True, blank=True, related_name="notices")
    member = models.ForeignKey(Member, models.PROTECT, related_name="dues_notices", verbose_name=_("Member"))
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name=_("Tier"))
    year = models.PositiveSmallIntegerField(_("Year"))
    number = models.CharField(_("Number"), max_length=40)
    amount = models.PositiveBigIntegerField(_("Amount"))
    still_open = models.PositiveBigIntegerField(_("Still open"), editable=False)
    explanation = models.JSONField(default=dict, blank=True)
    issued_on = models.DateField(_("Date"))
    due_on = models.DateField(_("To be paid by"))
    collector = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    branch = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("Branch"),
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(_("Why it was cancelled"), max_length=300, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = DuesNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("dues notice")
        ordering = ["-year", "number"]
        constraints = [
            models.UniqueConstraint(
                name="dues_notice_once_a_year",
                fields=["member", "year"],
                condition=Q(cancelled_at__isnull=True),
            ),
            models.UniqueConstraint(name="dues_notice_number_once", fields=["association", "number"]),
            models.CheckConstraint(
                name="dues_notice_open_at_most_whole", condition=Q(still_open__lte=F("amount"))
            ),
        ]
        indexes = [
            models.Index(name="dues_notice_of_year", fields=["association", "year", "member"]),
            models.Index(name="dues_notice_of_run", fields=["run", "sent_at"]),
            models.Index(
                name="dues_notice_summed",
                fields=[
                    "association",
                    "year",
                    "tier",
                    "branch",
                    "collector",
                    "issued_on",
                    "cancelled_at",
                    "amount",
                    "id",
                ],
            ),
            models.Index(
                name="dues_notice_cancelled",
                fields=["association", "year"],
                condition=Q(cancelled_at__isnull=False),
            ),
            models.Index(
                name="dues_notice_in_arrears",
                fields=["association", "member", "due_on", "year", "still_open"],
                condition=Q(still_open__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class WaiverQuerySet(RegistryQuerySet["Waiver"]):
    def standing(self) -> "WaiverQuerySet":
        """Those that lessen what is owed: approved, and not taken back."""
        return self.filter(state=Waiver.State.APPROVED)


class Waiver(AssociationRow):
    """A part of a notice that need not be paid: who asked for it and why, and who else approved it.

    Only an approved one lessens what is owed, from ``on``; one that was taken back no longer does from ``undone_on``.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("Asked for")
        APPROVED = "approved", pgettext_lazy("waiver", "Approved")
        REFUSED = "refused", pgettext_lazy("waiver", "Refused")
        UNDONE = "undone", _("Taken back")

    notice = models.ForeignKey(DuesNotice, models.PROTECT, related_name="waivers")
    amount = models.PositiveBigIntegerField(_("Amount"))
    reason = models.CharField(_("Reason"), max_length=300)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.REQUESTED)
    requester = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField(_("On"), null=True, blank=True)
    undone_on = models.DateField(null=True, blank=True)
    answer = models.CharField(_("Why it was refused or taken back"), max_length=300, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiver")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(name="waiver_of_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="waiver_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="waiver_approved_by_another",
                condition=~Q(state__in=["approved", "undone"])
                | (Q(approver__isnull=False, on__isnull=False) & ~Q(approver=F("requester"))),
            ),
            models.CheckConstraint(
                name="waiver_undone_on_a_day", condition=~Q(state="undone") | Q(undone_on__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="waiver_of_notice", fields=["association", "notice"]),
            models.Index(name="waiver_queue", fields=["association", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.notice} · {self.amount}"


class ReminderStep(AssociationRow):
    """How many days after the due date a member is reminded, and in which words; a tier may have its own."""

    days = models.SmallIntegerField(_("Days after the due date"))
    tier = models.ForeignKey(
        Tier, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Tier")
    )
    subject_zh = models.CharField(_("Subject in Chinese"), max_length=120, blank=True)
    subject_en = models.CharField(_("Subject in English"), max_length=120, blank=True)
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    is_active = models.BooleanField(_("In use"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("reminder step")
        ordering = ["days", "tier__rank"]
        constraints = [
            models.UniqueConstraint(name="reminder_step_once_a_tier", fields=["association", "days", "tier"]),
            models.UniqueConstraint(
                name="reminder_step_once", fields=["association", "days"], condition=Q(tier__isnull=True)
            ),
            models.CheckConstraint(
                name="reminder_step_says_something", condition=~Q(text_zh="") | ~Q(text_en="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.days)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)


class Reminder(AssociationRow):
    """That a member was reminded of a notice at a step; once."""

    notice = models.ForeignKey(DuesNotice, models.PROTECT, related_name="reminders")
    step = models.ForeignKey(ReminderStep, models.PROTECT, related_name="reminders")
    on = models.DateField(_("On"))

    class Meta:
        verbose_name = _("reminder")
        constraints = [models.UniqueConstraint(name="dues_reminder_once", fields=["notice", "step"])]

    def __str__(self) -> str:
        return f"{self.notice} · {self.step}"
