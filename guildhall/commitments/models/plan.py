from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.registry.models import Body


class Plan(AssociationRow):
    """What a body means to do in a period; its items are commitments once it is adopted."""

    class Kind(models.TextChoices):
        ANNUAL = "annual", _("Annual plan")
        MULTI_YEAR = "multi_year", _("Plan of several years")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        DISCUSSED = "discussed", _("Put up for discussion")
        ADOPTED = "adopted", pgettext_lazy("plan", "Adopted")
        CLOSED = "closed", _("Closed")

    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.ANNUAL)
    body = models.ForeignKey(Body, models.PROTECT, related_name="plans", verbose_name=_("Body"))
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    from_on = models.DateField(pgettext_lazy("period", "From"), null=True, blank=True)
    to_on = models.DateField(pgettext_lazy("period", "To"), null=True, blank=True)
    period_note_zh = models.CharField(_("Period in words, in Chinese"), max_length=100, blank=True)
    period_note_en = models.CharField(_("Period in words, in English"), max_length=100, blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    adopted_on = models.DateField(null=True)
    adopted_note = models.CharField(max_length=200, blank=True)
    reviewed_on = models.DateField(null=True)
    review_zh = models.TextField(_("Review in Chinese"), blank=True)
    review_en = models.TextField(_("Review in English"), blank=True)
    closed_on = models.DateField(null=True)
    is_public = models.BooleanField(_("Public"), default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("plan")
        constraints = [
            models.CheckConstraint(name="plan_is_titled", condition=~Q(title_zh="") | ~Q(title_en="")),
            models.CheckConstraint(
                name="plan_ends_after_start",
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def period_note(self) -> str:
        return in_language(self.period_note_zh, self.period_note_en)

    @property
    def review(self) -> str:
        return in_language(self.review_zh, self.review_en)

    @property
    def takes_items(self) -> bool:
        """Whether items are still added and changed freely: not yet adopted."""
        return self.state in (self.State.DRAFT, self.State.DISCUSSED)


class PlanVersion(AssociationRow):
    """A plan as it stood at one moment, so that its amendments can be seen.

    ``cause`` is what happened, ``note`` what a person said of it (the decision it follows, a reason).
    """

    class Cause(models.TextChoices):
        DISCUSSED = "discussed", _("Put up for discussion")
        ADOPTED = "adopted", _("Plan adopted")
        AMENDED = "amended", _("Plan amended")
        POSTPONED = "postponed", _("Deadline moved")
        HANDED_OVER = "handed_over", _("Handed over")
        CANCELLED = "cancelled", _("Cancelled")
        CARRIED_OVER = "carried_over", _("Carried over from")
        CLOSED = "closed", _("Closed")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    carried_from = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("What changed"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="plan_version_once", fields=["plan", "number"])]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def said(self) -> str:
        """What happened and what was said of it, in the reader's language; a decision speaks for itself."""
        if self.cause == self.Cause.CARRIED_OVER and self.carried_from is not None:
            return str(_("Carried over from “%(plan)s”") % {"plan": self.carried_from.title})
        if self.note and self.cause in ("", self.Cause.ADOPTED, self.Cause.AMENDED):
            return self.note
        what = self.get_cause_display()
        return str(_("%(what)s: %(why)s") % {"what": what, "why": self.note}) if self.note else what


class Course(AssociationRow):
    """A line of work (方向) of a plan of several years."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="courses")
    position = models.PositiveIntegerField(default=0)
    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="course_is_named", condition=~Q(name_zh="") | ~Q(name_en=""))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)
