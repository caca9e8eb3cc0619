from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.jobs.models import Job
from guildhall.meetings.models import Resolution
from guildhall.registry.models import Body


class Call(AssociationRow):
    """A call for entries (申报通知): its rules, who may enter by when, how entries are reviewed, who decides.

    There is no fee and no field for one. A regulated award (评比达标表彰) names the number of its approval.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", pgettext_lazy("call", "Taking entries")
        REVIEW = "review", pgettext_lazy("call", "Under review")
        RANKED = "ranked", pgettext_lazy("call", "Ranked")
        PUBLICITY = "publicity", pgettext_lazy("call", "Publicity period")
        DECIDED = "decided", pgettext_lazy("call", "Decided")
        CANCELLED = "cancelled", pgettext_lazy("call", "Called off")

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="award_calls", verbose_name=_("Body that decides the result")
    )
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    rules_zh = models.TextField(_("Rules in Chinese"), blank=True)
    rules_en = models.TextField(_("Rules in English"), blank=True)
    is_regulated = models.BooleanField(
        _("An award that the authorities approve (评比达标表彰)"), default=False
    )
    approval_number = models.CharField(_("Number of the approval"), max_length=100, blank=True)
    approved_by = models.CharField(_("Approving authority"), max_length=200, blank=True)
    closes_at = models.DateTimeField(_("Entries until"))
    scores_until = models.DateTimeField(_("Scores until"), null=True, blank=True)
    members_only = models.BooleanField(_("Only members may enter"), default=True)
    member_months = models.PositiveSmallIntegerField(
        _("Member for so many months"), default=0, validators=[MaxValueValidator(1200)]
    )
    entries_each = models.PositiveSmallIntegerField(
        _("Entries each at most (0: any number)"), default=0, validators=[MaxValueValidator(1000)]
    )
    needs_file = models.BooleanField(_("An entry needs a file"), default=True)
    is_blind = models.BooleanField(_("Reviewers do not see who entered"), default=True)
    reviewers_each = models.PositiveSmallIntegerField(
        _("Reviewers of each entry"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    load_limit = models.PositiveSmallIntegerField(
        _("Entries of each reviewer at most"), default=20, validators=[MinValueValidator(1)]
    )
    publicity_days = models.PositiveSmallIntegerField(
        _("Publicity period in days"), default=7, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    is_public = models.BooleanField(_("Shown on the public pages"), default=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    cancelled_reason = models.CharField(_("Why it was called off"), max_length=300, blank=True)
    assigned_at = models.DateTimeField(null=True)
    # What the solver said of the assignment: proven, gap, spread of loads.
    assignment = models.JSONField(default=dict)
    scored_at = models.DateTimeField(null=True)
    publicity_from = models.DateField(null=True)
    publicity_to = models.DateField(null=True)
    publicity_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolution = models.OneToOneField(
        Resolution, models.PROTECT, null=True, related_name="award_call", verbose_name=_("Resolution")
    )
    # The work in the background that issues the certificates.
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("call for entries")
        constraints = [
            models.CheckConstraint(name="call_is_titled", condition=~Q(title_zh="") | ~Q(title_en="")),
            models.CheckConstraint(
                name="call_scored_after_entries",
                condition=Q(scores_until__isnull=True) | Q(scores_until__gte=F("closes_at")),
            ),
            models.CheckConstraint(
                name="call_regulated_is_approved",
                condition=Q(state__in=["draft", "cancelled"])
                | Q(is_regulated=False)
                | ~Q(approval_number=""),
            ),
        ]
        indexes = [models.Index(name="call_list", fields=["association", "state", "closes_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def rules(self) -> str:
        return in_language(self.rules_zh, self.rules_en)


class Category(AssociationRow):
    """A category of a call; entries are ranked within it. Fields, one per line, say which experts fit."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="categories")
    name_zh = models.CharField(_("Name in Chinese"), max_length=100, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=100, blank=True)
    fields = models.TextField(_("Fields"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("category of a call")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="category_is_named", condition=~Q(name_zh="") | ~Q(name_en=""))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)


class Criterion(AssociationRow):
    """What reviewers score from 0 to 100, and with which weight it counts."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="criteria")
    name_zh = models.CharField(_("Name in Chinese"), max_length=100, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=100, blank=True)
    weight = models.PositiveSmallIntegerField(_("Weight"), default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("criterion")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="criterion_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.CheckConstraint(name="criterion_counts", condition=Q(weight__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)


class Prize(AssociationRow):
    """A grade of the award in each category, such as first prize, and how many get it there at most."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="prizes")
    name_zh = models.CharField(_("Name in Chinese"), max_length=100, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=100, blank=True)
    places = models.PositiveSmallIntegerField(_("Places"), default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("prize")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="prize_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.CheckConstraint(name="prize_has_places", condition=Q(places__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)
