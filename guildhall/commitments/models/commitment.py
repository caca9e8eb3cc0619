from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.commitments.lights import Light, Step, light, progress
from guildhall.commitments.models.plan import Course, Plan
from guildhall.core.models import in_language
from guildhall.documents.models import File
from guildhall.registry.models import Body, Organization, Person


class Commitment(AssociationRow):
    """Something promised. Once adopted it has content, a deadline and a responsible person (三落实)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ADOPTED = "adopted", _("Under way")
        REPORTED = "reported", _("Reported done")
        ACCEPTED = "accepted", _("Accepted")
        CANCELLED = "cancelled", _("Cancelled")

    body = models.ForeignKey(Body, models.PROTECT, related_name="commitments", verbose_name=_("Body"))
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="items")
    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="items")
    carried_from = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="carried_items"
    )
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.UUIDField(null=True)
    origin_label_zh = models.CharField(max_length=200, blank=True)
    origin_label_en = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    content_zh = models.TextField(_("Content in Chinese"), blank=True)
    content_en = models.TextField(_("Content in English"), blank=True)
    measure_zh = models.CharField(_("What counts as done, in Chinese"), max_length=300, blank=True)
    measure_en = models.CharField(_("What counts as done, in English"), max_length=300, blank=True)
    deadline = models.DateField(pgettext_lazy("three", "Deadline"), null=True, blank=True)
    responsible = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("Responsible person"),
    )
    superior = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="watched", verbose_name=_("Superior")
    )
    lead = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="led", verbose_name=_("Lead unit")
    )
    supporting = models.ManyToManyField(
        Organization, related_name="supported", blank=True, verbose_name=_("Supporting units")
    )
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    percent = models.PositiveSmallIntegerField(_("Progress, %"), default=0)
    adopted_on = models.DateField(null=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    is_public = models.BooleanField(_("Public"), default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("commitment")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="commitment_has_content", condition=~Q(content_zh="") | ~Q(content_en="")
            ),
            models.CheckConstraint(
                name="commitment_has_all_three",
                condition=Q(state__in=["draft", "cancelled"])
                | Q(deadline__isnull=False, responsible__isnull=False),
            ),
            models.CheckConstraint(name="commitment_percent", condition=Q(percent__lte=100)),
        ]
        indexes = [
            models.Index(name="commitment_board", fields=["association", "state", "deadline"]),
            models.Index(name="commitment_by_deadline", fields=["association", "deadline", "id", "state"]),
            models.Index(
                name="commitment_by_person", fields=["association", "responsible", "deadline", "id"]
            ),
            models.Index(name="commitment_origin", fields=["origin_type", "origin_id"]),
        ]

    def __str__(self) -> str:
        return self.content[:80]

    @property
    def content(self) -> str:
        return in_language(self.content_zh, self.content_en)

    @property
    def origin_label(self) -> str:
        """What it follows from, as that was called then."""
        return in_language(self.origin_label_zh, self.origin_label_en)

    @property
    def light(self) -> Light:
        """The light on the day for which the row was read (see ``queries.lit``, which sets three values)."""
        today: date = self.light_on  # type: ignore[attr-defined] # set by the query
        amber_until: date = self.amber_until  # type: ignore[attr-defined] # set by the query
        of_record: bool = self.of_record  # type: ignore[attr-defined] # set by the query
        return light(
            self.state,
            self.deadline,
            today,
            (Step(one.due_on, one.done_on) for one in self.milestones.all()),
            amber_days=(amber_until - today).days,
            of_record=of_record,
        )

    @property
    def milestones_done(self) -> int:
        return sum(milestone.done_on is not None for milestone in self.milestones.all())

    @property
    def milestones_all(self) -> int:
        return len(self.milestones.all())

    @property
    def progress(self) -> int:
        """Percent done, milestones counted in (see lights.progress)."""
        return progress(self.state, self.percent, self.milestones_done, self.milestones_all)

    @property
    def measure(self) -> str:
        return in_language(self.measure_zh, self.measure_en)


class Milestone(AssociationRow):
    """A step (节点) on the way to a commitment, not later than its deadline."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="milestones")
    title_zh = models.CharField(_("Milestone in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Milestone in English"), max_length=200, blank=True)
    due_on = models.DateField(_("Due"))
    done_on = models.DateField(_("Done"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(name="milestone_due", fields=["association", "due_on"])]
        constraints = [
            models.CheckConstraint(name="milestone_is_titled", condition=~Q(title_zh="") | ~Q(title_en=""))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)


class Progress(AssociationRow):
    """A progress report with its evidence."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="progress_reports")
    text = models.TextField(_("What was done"))
    percent = models.PositiveSmallIntegerField(_("Progress, %"))
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    evidence = models.ManyToManyField(File, related_name="+", blank=True)

    class Meta:
        ordering = ["-reported_at"]

    def __str__(self) -> str:
        return f"{self.percent} %"


class Acceptance(AssociationRow):
    """What a second person said of a commitment that was reported done, or why it was opened again."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned")
        REOPENED = "reopened", _("Opened again")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="acceptances")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.TextField(_("Reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.outcome


class Change(AssociationRow):
    """A change of what was promised, with its reason: the old deadline and person stay visible."""

    class Kind(models.TextChoices):
        POSTPONED = "postponed", _("Deadline moved")
        HANDED_OVER = "handed_over", _("Handed over")
        AMENDED = "amended", _("Amended with the plan")
        CARRIED_OVER = "carried_over", _("Carried over to the next plan")
        CANCELLED = "cancelled", _("Cancelled")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.TextField(_("Reason"), blank=True)
    old_deadline = models.DateField(null=True)
    new_deadline = models.DateField(null=True)
    old_responsible = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    new_responsible = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    old_plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
    new_plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.kind
