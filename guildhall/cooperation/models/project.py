from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.commitments.models import Commitment, Letter
from guildhall.cooperation.models.agreement import Agreement
from guildhall.cooperation.models.cooperation import Cooperation
from guildhall.core.models import in_language
from guildhall.documents.models import File
from guildhall.registry.models import Organization, Person


class JointProject(AssociationRow):
    """What the parties set out to reach together (联合项目): an indicator from a baseline to a target by a day.

    Its work is commitments like all others: one for each owner, with this project as their origin. In a record of
    the past whatever the source does not state stays empty.
    """

    class Direction(models.TextChoices):
        UP = "up", pgettext_lazy("indicator", "Higher is better")
        DOWN = "down", pgettext_lazy("indicator", "Lower is better")

    class State(models.TextChoices):
        NOT_STATED = "not_stated", pgettext_lazy("project", "State not stated")
        PLANNED = "planned", pgettext_lazy("project", "Planned")
        UNDER_WAY = "under_way", pgettext_lazy("project", "Under way")
        COMPLETED = "completed", pgettext_lazy("project", "Completed")
        ABANDONED = "abandoned", pgettext_lazy("project", "Given up")

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("Agreement")
    )
    cooperation = models.ForeignKey(
        Cooperation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("Cooperation"),
    )
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    indicator_zh = models.CharField(_("Indicator in Chinese"), max_length=200, blank=True)
    indicator_en = models.CharField(_("Indicator in English"), max_length=200, blank=True)
    unit_zh = models.CharField(_("Unit in Chinese"), max_length=20, blank=True)
    unit_en = models.CharField(_("Unit in English"), max_length=20, blank=True)
    direction = models.CharField(_("Direction"), max_length=10, choices=Direction, default=Direction.UP)
    baseline = models.DecimalField(_("Baseline"), max_digits=16, decimal_places=3, null=True, blank=True)
    # From this day the straight line runs to the target date; where it was not stated, the day of the start.
    baseline_on = models.DateField(_("Day of the baseline"), null=True, blank=True)
    target = models.DecimalField(_("Target"), max_digits=16, decimal_places=3, null=True, blank=True)
    due_on = models.DateField(_("Target date"), null=True, blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.PLANNED)
    started_on = models.DateField(null=True)
    conclusion_zh = models.TextField(_("Conclusion in Chinese"), blank=True)
    conclusion_en = models.TextField(_("Conclusion in English"), blank=True)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(_("Why it was given up"), max_length=300, blank=True)
    is_public = models.BooleanField(_("Public"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("joint project")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="joint_project_is_titled", condition=~Q(title_zh="") | ~Q(title_en="")
            ),
            models.CheckConstraint(
                name="joint_project_under_way_has_a_target",
                condition=~Q(state__in=["under_way", "completed"])
                | Q(baseline__isnull=False, target__isnull=False, due_on__isnull=False),
            ),
        ]
        indexes = [models.Index(name="joint_project_list", fields=["association", "state", "due_on", "id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def indicator(self) -> str:
        return in_language(self.indicator_zh, self.indicator_en)

    @property
    def unit(self) -> str:
        return in_language(self.unit_zh, self.unit_en)

    @property
    def conclusion(self) -> str:
        return in_language(self.conclusion_zh, self.conclusion_en)


class ProjectOwner(AssociationRow):
    """Who answers for a joint project on the side of one party; the commitment is what this side promised.

    Where the party left, what it promised was handed over or cancelled, with the reason.
    """

    project = models.ForeignKey(JointProject, models.CASCADE, related_name="owners")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    commitment = models.OneToOneField(Commitment, models.PROTECT, null=True, related_name="+")
    left_on = models.DateField(_("Left on"), null=True, blank=True)
    left_reason = models.CharField(_("Why it left"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("owner of a joint project")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(name="project_owner_once", fields=["project", "organization"])]

    def __str__(self) -> str:
        return str(self.person or self.organization)


class Measurement(AssociationRow):
    """A measured value of a joint project's indicator; it counts once a second side confirmed it."""

    project = models.ForeignKey(JointProject, models.CASCADE, related_name="measurements")
    measured_on = models.DateField(_("Measured on"))
    value = models.DecimalField(_("Value"), max_digits=16, decimal_places=3)
    note = models.CharField(_("How it was measured"), max_length=300, blank=True)
    evidence = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reported_for = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_for = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    disputed_reason = models.CharField(_("Why it is disputed"), max_length=300, blank=True)
    disputed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    disputed_for = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    disputed_at = models.DateTimeField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("measurement")
        ordering = ["measured_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="measurement_confirmed_or_disputed",
                condition=Q(confirmed_at__isnull=True) | Q(disputed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.value)


class Team(AssociationRow):
    """A team that works on a cooperation's joint projects, with its letter of commitment (军令状)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="teams")
    project = models.ForeignKey(JointProject, models.PROTECT, null=True, blank=True, related_name="teams")
    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    leader = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    members = models.ManyToManyField(Person, related_name="teams", blank=True)
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("team")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="team_is_named", condition=~Q(name_zh="") | ~Q(name_en=""))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)
