from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.members.likeness import Reason, reason_from
from guildhall.registry.models import Organization
from guildhall.registry.models.rows import RegistryQuerySet


class MergeQuerySet(RegistryQuerySet["Merge"]):
    def standing(self) -> "MergeQuerySet":
        """Those that were not undone."""
        return self.filter(undone_at__isnull=True)


class Merge(AssociationRow):
    """Two entries of the same firm made one: everything that hung on ``gone`` hangs on ``kept``.

    ``moved`` names every row that was pointed elsewhere, ``before`` every value that was changed, so that the
    merge can be undone exactly.
    """

    kept = models.ForeignKey(
        Organization, models.PROTECT, related_name="merged_here", verbose_name=_("Kept entry")
    )
    gone = models.ForeignKey(
        Organization, models.PROTECT, related_name="merged_away", verbose_name=_("Merged entry")
    )
    moved = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("gone"))),
            models.UniqueConstraint(
                name="merge_standing_once", fields=["gone"], condition=Q(undone_at__isnull=True)
            ),
        ]
        indexes = [models.Index(name="merge_newest", fields=["association", "at"])]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class PairOfOrganizations(AssociationRow):
    """Two organizations in no order: the one with the smaller identifier stands first."""

    first = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    second = models.ForeignKey(Organization, models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.first} · {self.second}"


class LikelyPair(PairOfOrganizations):
    """Two entries that the last search found to be likely one firm, and why (see ``members.likeness``)."""

    score = models.PositiveSmallIntegerField(_("Likeness"))
    reasons = models.JSONField(default=list)

    objects = RegistryQuerySet["LikelyPair"].as_manager()

    class Meta:
        verbose_name = _("likely pair")
        constraints = [
            models.UniqueConstraint(name="likely_pair_once", fields=["first", "second"]),
            models.CheckConstraint(name="likely_pair_in_order", condition=Q(first__lt=F("second"))),
        ]
        indexes = [models.Index(name="likely_pair_likeliest", fields=["association", "-score", "id"])]

    @property
    def points(self) -> list[Reason]:
        return [reason_from(data) for data in self.reasons]


class NotSame(PairOfOrganizations):
    """Somebody looked and said: these are two firms. The search does not offer them again."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = RegistryQuerySet["NotSame"].as_manager()

    class Meta:
        verbose_name = _("pair told apart")
        constraints = [
            models.UniqueConstraint(name="not_same_once", fields=["first", "second"]),
            models.CheckConstraint(name="not_same_in_order", condition=Q(first__lt=F("second"))),
        ]


def in_order(one: Organization, other: Organization) -> dict[str, Any]:
    """The two as ``first`` and ``second`` of a pair."""
    first, second = sorted((one, other), key=lambda organization: organization.pk)
    return {"first": first, "second": second}
