from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.exchange.models.listing import Listing
from guildhall.registry.models import Organization


class Match(AssociationRow):
    """An offer that fits a need (对接), with the reasons. It belongs to the need's association.

    Kept once it was shown to somebody, so that answers, exposure and what came of it can be counted.
    """

    class Kind(models.TextChoices):
        SAME = "same", pgettext_lazy("match", "Same product")
        COMPLEMENTARY = "complementary", pgettext_lazy("match", "Complementary along the chain")

    class Answer(models.TextChoices):
        OPEN = "open", pgettext_lazy("match", "Not answered yet")
        ACCEPTED = "accepted", pgettext_lazy("match", "Interested")
        DECLINED = "declined", pgettext_lazy("match", "Not interested")

    need = models.ForeignKey(Listing, models.CASCADE, related_name="matches_as_need")
    offer = models.ForeignKey(Listing, models.CASCADE, related_name="matches_as_offer")
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.SAME)
    is_across_languages = models.BooleanField(default=False)
    score = models.FloatField()
    rank = models.PositiveSmallIntegerField()
    # [{"kind": ..., "term": ..., "found": ..., "weight": ...}]; put into words for each reader.
    reasons = models.JSONField(default=list)
    need_answer = models.CharField(max_length=20, choices=Answer, default=Answer.OPEN)
    offer_answer = models.CharField(max_length=20, choices=Answer, default=Answer.OPEN)
    shown_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True)
    # Filled by the introduction (cooperation room): from now on both know each other's names.
    introduced_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints = [
            models.UniqueConstraint(name="match_once", fields=["need", "offer"]),
            models.CheckConstraint(name="match_of_two", condition=~Q(need=models.F("offer"))),
        ]
        indexes = [
            models.Index(name="match_of_need", fields=["need", "rank"]),
            models.Index(name="match_of_offer", fields=["offer", "-shown_at"]),
            models.Index(name="match_by_day", fields=["association", "-shown_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.need} · {self.offer}"


class Feedback(AssociationRow):
    """What one side said of a match; the last word of each side counts."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("match", "Interested")
        DECLINED = "declined", pgettext_lazy("match", "Not interested")

    class Reason(models.TextChoices):
        NOT_THIS = "not_this", _("Not what we make or need")
        TOO_FAR = "too_far", _("Too far away")
        TOO_DEAR = "too_dear", _("Price or terms do not fit")
        TOO_LATE = "too_late", _("Quantity or time do not fit")
        KNOWN = "known", _("We work together already")
        RIVAL = "rival", _("We compete")
        OTHER = "other", _("Another reason")

    match = models.ForeignKey(Match, models.CASCADE, related_name="feedback")
    side = models.CharField(max_length=10, choices=Listing.Side)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(_("Answer"), max_length=20, choices=Verdict)
    reason = models.CharField(_("Reason"), max_length=20, choices=Reason, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("feedback on a match")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="feedback_declines_with_reason", condition=Q(verdict="accepted") | ~Q(reason="")
            )
        ]

    def __str__(self) -> str:
        return self.verdict
