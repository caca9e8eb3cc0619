from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.awards.models.call import Call, Prize
from guildhall.awards.models.entry import Entry
from guildhall.documents.models import Document


class Objection(AssociationRow):
    """An objection (异议) to a proposed result during its publicity period, from a member or anybody else.

    Who objects is known to those who answer and to nobody else. ``is_upheld`` None: not answered yet.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="objections")
    entry = models.ForeignKey(
        Entry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="objections",
        verbose_name=pgettext_lazy("award", "Entry"),
    )
    name = models.CharField(pgettext_lazy("objection", "Your name"), max_length=100)
    contact = models.CharField(_("How to reach you"), max_length=200)
    text = models.TextField(_("What you object to, and why"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(_("To be answered by"))
    is_upheld = models.BooleanField(_("Upheld"), null=True)
    answer = models.TextField(_("Answer"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("objection")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="objection_answered_whole",
                condition=Q(is_upheld__isnull=True, answered_at__isnull=True)
                | (Q(is_upheld__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Award(AssociationRow):
    """A prize given to an entry by the resolution of its call; with its certificate once that is issued."""

    entry = models.OneToOneField(
        Entry, models.PROTECT, related_name="award", verbose_name=pgettext_lazy("award", "Entry")
    )
    prize = models.ForeignKey(Prize, models.PROTECT, related_name="awards", verbose_name=_("Prize"))
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(_("Reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("award")
        ordering = ["entry__category__position", "prize__position", "id"]
        constraints = [
            models.CheckConstraint(
                name="award_revoked_for_a_reason",
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry} · {self.prize}"
