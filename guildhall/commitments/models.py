from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import Document, File
from guildhall.registry.models import Body, Organization, Person


class Plan(AssociationRow):
    """What a body means to do in a period; its items are commitments once it is adopted."""

    class Kind(models.TextChoices):
        ANNUAL = "annual", _("Annual plan")
        MULTI_YEAR = "multi_year", _("Plan of several years")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        DISCUSSED = "discussed", _("Put up for discussion")
        ADOPTED = "adopted", _("Adopted")
        CLOSED = "closed", _("Closed")

    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.ANNUAL)
    body = models.ForeignKey(Body, models.PROTECT, related_name="plans", verbose_name=_("Body"))
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    from_on = models.DateField(_("From"), null=True, blank=True)
    to_on = models.DateField(_("To"), null=True, blank=True)
    period_note_zh = models.CharField(_("Period in words, in Chinese"), max_length=100, blank=True)
    period_note_en = models.CharField(_("Period in words, in English"), max_length=100, blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    adopted_on = models.DateField(null=True)
    adopted_note = models.CharField(max_length=200, blank=True)
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


class PlanVersion(AssociationRow):
    """A plan as it stood at one moment, so that its amendments can be seen."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.CharField(_("What changed"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="plan_version_once", fields=["plan", "number"])]

    def __str__(self) -> str:
        return str(self.number)


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
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.UUIDField(null=True)
    origin_label = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    content_zh = models.TextField(_("Content in Chinese"), blank=True)
    content_en = models.TextField(_("Content in English"), blank=True)
    measure_zh = models.CharField(_("What counts as done, in Chinese"), max_length=300, blank=True)
    measure_en = models.CharField(_("What counts as done, in English"), max_length=300, blank=True)
    deadline = models.DateField(_("Deadline"), null=True, blank=True)
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
            models.Index(name="commitment_origin", fields=["origin_type", "origin_id"]),
        ]

    def __str__(self) -> str:
        return self.content[:80]

    @property
    def content(self) -> str:
        return in_language(self.content_zh, self.content_en)

    def is_overdue(self, on: date) -> bool:
        open_states = (self.State.ADOPTED, self.State.REPORTED)
        return self.state in open_states and self.deadline is not None and self.deadline < on


class Milestone(AssociationRow):
    """A step (节点) on the way to a commitment, not later than its deadline."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="milestones")
    title_zh = models.CharField(_("Milestone in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Milestone in English"), max_length=200, blank=True)
    due_on = models.DateField(_("Due"))
    done_on = models.DateField(_("Done"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(name="milestone_is_titled", condition=~Q(title_zh="") | ~Q(title_en=""))
        ]

    def __str__(self) -> str:
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
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reminder_once_per_step", fields=["commitment", "step", "deadline", "number"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.deadline}"


class Letter(AssociationRow):
    """A letter of responsibility, commitment or appointment; its targets are commitments."""

    class Kind(models.TextChoices):
        RESPONSIBILITY = "responsibility", _("Letter of responsibility")
        COMMITMENT = "commitment", _("Letter of commitment")
        APPOINTMENT = "appointment", _("Letter of appointment")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OFFERED = "offered", _("Awaiting signatures")
        SIGNED = "signed", _("Signed")
        REVOKED = "revoked", _("Revoked")

    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.RESPONSIBILITY)
    body = models.ForeignKey(Body, models.PROTECT, related_name="letters", verbose_name=_("Body"))
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    from_on = models.DateField(_("From"), null=True, blank=True)
    to_on = models.DateField(_("To"), null=True, blank=True)
    targets = models.ManyToManyField(Commitment, related_name="letters", blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.UUIDField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    is_public = models.BooleanField(_("Public"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("letter")
        constraints = [
            models.CheckConstraint(name="letter_is_titled", condition=~Q(title_zh="") | ~Q(title_en=""))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)


class LetterParty(AssociationRow):
    """One who signs a letter, and for whom."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="parties")
    position = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(Person, models.PROTECT, related_name="letter_parties")
    role_zh = models.CharField(_("Signs as, in Chinese"), max_length=100, blank=True)
    role_en = models.CharField(_("Signs as, in English"), max_length=100, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(name="letter_party_once", fields=["letter", "person"])]

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def role(self) -> str:
        return in_language(self.role_zh, self.role_en)
