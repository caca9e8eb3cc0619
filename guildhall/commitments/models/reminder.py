from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.commitments.models.commitment import Commitment
from guildhall.registry.models import Person


def default_remind_days() -> list[int]:
    return [14, 7, 1]


class Reminder(AssociationRow):
    """A reminder or escalation that was sent: once per step and deadline, however often the daily job runs."""

    class Step(models.TextChoices):
        BEFORE = "before", _("Before the deadline")
        DUE = "due", _("On the day")
        OVERDUE = "overdue", _("Overdue")
        ESCALATED = "escalated", _("Told to the superior")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=20, choices=Step)
    deadline = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    told = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reminder_once_per_step", fields=["commitment", "step", "deadline", "number"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.deadline}"


class FollowUpRules(AssociationRow):
    """How an association follows up: when a light turns amber, when it reminds, when the superior is told."""

    amber_days = models.PositiveSmallIntegerField(
        _("Days before the deadline that the light is amber"), default=7
    )
    remind_days = models.JSONField(_("Days before the deadline to remind on"), default=default_remind_days)
    overdue_every = models.PositiveSmallIntegerField(_("Days between reminders once overdue"), default=7)
    escalate_after = models.PositiveSmallIntegerField(_("Days overdue until the superior is told"), default=7)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="follow_up_rules_once", fields=["association"]),
            models.CheckConstraint(
                name="follow_up_rules_sensible",
                condition=Q(overdue_every__gte=1, escalate_after__gte=1, amber_days__lte=365),
            ),
        ]

    def __str__(self) -> str:
        return str(self.remind_days)
