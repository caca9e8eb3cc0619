from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.dates import parse_stated
from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.exchange.models import Match
from guildhall.registry.models import Organization, Person


class Cooperation(AssociationRow):
    """What became of a match, or of parties that found each other otherwise: one line from introduction to result.

    ``stage`` is the furthest that was reached; each stage has its ``Step``. It ends with a delivery or with the
    reason why not. A record of the past states only what its source states (``stage`` not stated).
    """

    class Stage(models.TextChoices):
        NOT_STATED = "not_stated", pgettext_lazy("cooperation", "Stage not stated")
        INTRODUCED = "introduced", pgettext_lazy("cooperation", "Introduced")
        CONTACTED = "contacted", pgettext_lazy("cooperation", "In contact")
        MET = "met", pgettext_lazy("cooperation", "Met")
        INTENTION = "intention", pgettext_lazy("cooperation", "Intention declared")
        AGREED = "agreed", pgettext_lazy("cooperation", "Agreement signed")
        DELIVERED = "delivered", pgettext_lazy("cooperation", "Delivered")

    class Ending(models.TextChoices):
        DELIVERED = "delivered", pgettext_lazy("cooperation", "Brought its result")
        NO_ANSWER = "no_answer", _("The other side did not answer")
        PRICE = "price", _("No agreement on price or terms")
        UNFIT = "unfit", _("The product or capacity did not fit")
        TIME = "time", _("Too late for the need")
        OTHER_PARTNER = "other_partner", _("Another partner was chosen")
        DROPPED = "dropped", _("The need no longer exists")
        PARTY_LEFT = "party_left", _("A party left, and fewer than two remained")
        OTHER = "other", _("Another reason")

    match = models.OneToOneField(Match, models.PROTECT, null=True, blank=True, related_name="cooperation")
    subject_zh = models.CharField(_("Subject in Chinese"), max_length=200, blank=True)
    subject_en = models.CharField(_("Subject in English"), max_length=200, blank=True)
    stage = models.CharField(_("Stage"), max_length=20, choices=Stage, default=Stage.INTRODUCED)
    ending = models.CharField(_("How it ended"), max_length=20, choices=Ending, blank=True)
    ending_note = models.CharField(_("Note"), max_length=300, blank=True)
    ended_on = models.DateField(null=True)
    # A stated date (core.dates): a year will do.
    since = models.CharField(_("Together since"), max_length=20, blank=True)
    result_zh = models.TextField(_("Result in Chinese"), blank=True)
    result_en = models.TextField(_("Result in English"), blank=True)
    # Whoever of the secretariat looks after it.
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Looked after by")
    )
    is_public = models.BooleanField(_("Public"), default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("cooperation")
        constraints = [
            models.CheckConstraint(
                name="cooperation_has_a_subject", condition=~Q(subject_zh="") | ~Q(subject_en="")
            ),
            models.CheckConstraint(
                name="cooperation_ended_on_a_day", condition=Q(ending="") | Q(ended_on__isnull=False)
            ),
        ]
        indexes = [models.Index(name="cooperation_list", fields=["association", "ending", "stage", "id"])]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return in_language(self.subject_zh, self.subject_en)

    @property
    def result(self) -> str:
        return in_language(self.result_zh, self.result_en)


class CooperationParty(AssociationRow):
    """A party of a cooperation. The organization may belong to another association: the row keeps its own view."""

    cooperation = models.ForeignKey(Cooperation, models.CASCADE, related_name="parties")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="cooperation_parties")
    contact = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Contact person")
    )
    position = models.PositiveSmallIntegerField(default=0)
    left_on = models.DateField(_("Left on"), null=True, blank=True)
    left_reason = models.CharField(_("Why it left"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("party of a cooperation")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(name="cooperation_party_once", fields=["cooperation", "organization"])
        ]

    def __str__(self) -> str:
        return str(self.organization)


class Step(AssociationRow):
    """A stage that was reached, when, and what there is to say of it; corrected with a reason, never unsaid."""

    cooperation = models.ForeignKey(Cooperation, models.CASCADE, related_name="steps")
    stage = models.CharField(_("Stage"), max_length=20, choices=Cooperation.Stage)
    on = models.DateField(pgettext_lazy("step", "On"))
    note = models.TextField(_("Note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    amended_reason = models.CharField(_("Why it was corrected"), max_length=300, blank=True)
    amended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    amended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("step of a cooperation")
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(name="cooperation_step_once", fields=["cooperation", "stage"])]

    def __str__(self) -> str:
        return self.stage


class Visit(AssociationRow):
    """Who visited whom, where, and what came of it (走访)."""

    stated_date = models.CharField(_("Date"), max_length=20, blank=True)
    visited_on = models.DateField(_("Visited on"), null=True, blank=True)
    place_zh = models.CharField(_("Place in Chinese"), max_length=200, blank=True)
    place_en = models.CharField(_("Place in English"), max_length=200, blank=True)
    purpose_zh = models.TextField(_("Purpose in Chinese"), blank=True)
    purpose_en = models.TextField(_("Purpose in English"), blank=True)
    outcome_zh = models.TextField(_("What came of it, in Chinese"), blank=True)
    outcome_en = models.TextField(_("What came of it, in English"), blank=True)
    # Empty where the secretariat itself visited.
    visitors = models.ManyToManyField(Organization, related_name="visits_made", blank=True)
    hosts = models.ManyToManyField(Organization, related_name="visits_received", blank=True)
    people = models.ManyToManyField(Person, related_name="+", blank=True)
    cooperation = models.ForeignKey(
        Cooperation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("Cooperation"),
    )
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("visit")
        indexes = [models.Index(name="visit_by_day", fields=["association", "-visited_on", "id"])]

    def __str__(self) -> str:
        return self.purpose or self.place

    @property
    def place(self) -> str:
        return in_language(self.place_zh, self.place_en)

    @property
    def purpose(self) -> str:
        return in_language(self.purpose_zh, self.purpose_en)

    @property
    def outcome(self) -> str:
        return in_language(self.outcome_zh, self.outcome_en)

    @property
    def stated(self) -> Sentence | None:
        """When it was, as far as it is stated."""
        return parse_stated(self.stated_date).sentence if self.stated_date else None
