from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.awards.models.call import Call, Criterion
from guildhall.awards.models.entry import Entry
from guildhall.core.models import in_language
from guildhall.registry.models import Person


class Reviewer(AssociationRow):
    """Somebody on the panel of a call: an expert of the pool or another person. ``fields`` are theirs, one per line."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="reviewers")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="panels", verbose_name=pgettext_lazy("reviewer", "Person")
    )
    fields = models.TextField(_("Fields"), blank=True)
    load_limit = models.PositiveSmallIntegerField(_("Entries at most"), null=True, blank=True)
    left_at = models.DateTimeField(null=True)
    left_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("reviewer")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="reviewer_once", fields=["call", "person"])]

    def __str__(self) -> str:
        return str(self.person)


class Conflict(AssociationRow):
    """What keeps a reviewer from an entry: declared by a person, or found from data, with the sentence that says so."""

    class Kind(models.TextChoices):
        DECLARED = "declared", pgettext_lazy("conflict", "Declared")
        OWN = "own", pgettext_lazy("conflict", "Takes part in it")
        UNIT = "unit", pgettext_lazy("conflict", "Same unit")
        PROJECT = "project", pgettext_lazy("conflict", "Same joint project")
        AGREEMENT = "agreement", pgettext_lazy("conflict", "Same agreement")
        COOPERATION = "cooperation", pgettext_lazy("conflict", "Cooperation")
        TEAM = "team", pgettext_lazy("conflict", "Same team")
        LETTER = "letter", pgettext_lazy("conflict", "Signed together")

    reviewer = models.ForeignKey(Reviewer, models.CASCADE, related_name="conflicts")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="conflicts")
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    said_zh = models.CharField(max_length=500, blank=True)
    said_en = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("conflict of interest")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="conflict_once", fields=["reviewer", "entry", "kind"]),
            models.CheckConstraint(name="conflict_is_said", condition=~Q(said_zh="") | ~Q(said_en="")),
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        return in_language(self.said_zh, self.said_en)


class Review(AssociationRow):
    """An entry that a reviewer scores. Replaced where the reviewer left or has a conflict; then its scores do not count."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", pgettext_lazy("review", "To be scored")
        SCORED = "scored", pgettext_lazy("review", "Scored")
        REPLACED = "replaced", pgettext_lazy("review", "Given to somebody else")

    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="reviews")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="reviews")
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.ASSIGNED)
    comment = models.TextField(_("Comment"), blank=True)
    assigned_at = models.DateTimeField(auto_now_add=True)
    scored_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("review")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="review_once", fields=["reviewer", "entry"], condition=~Q(state="replaced")
            )
        ]
        indexes = [models.Index(name="review_state", fields=["reviewer", "state"])]

    def __str__(self) -> str:
        return f"{self.reviewer} · {self.entry}"


class Score(AssociationRow):
    """A reviewer's points for a criterion, 0 to 100."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    points = models.DecimalField(
        _("Points"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("score")
        ordering = ["criterion__position", "id"]
        constraints = [
            models.UniqueConstraint(name="score_once", fields=["review", "criterion"]),
            models.CheckConstraint(name="score_in_range", condition=Q(points__gte=0) & Q(points__lte=100)),
        ]

    def __str__(self) -> str:
        return str(self.points)
