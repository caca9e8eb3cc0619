from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.chain.models import Chain, Segment
from guildhall.core.dates import parse_stated
from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.registry.models import Organization, Person


class KeyProject(AssociationRow):
    """An investment that is courted or a key project that is followed (招商引资与重点项目).

    ``amount`` is what is planned, in fen; who may see it is decided in ``queries``. Dates are stated ones
    (core.dates): a year will do. Its milestones are commitments with this project as their origin.
    """

    class Kind(models.TextChoices):
        INVESTMENT = "investment", _("Investment promotion")
        KEY_PROJECT = "key_project", pgettext_lazy("kind", "Key project")

    class State(models.TextChoices):
        LEAD = "lead", pgettext_lazy("key project", "Lead")
        NEGOTIATING = "negotiating", pgettext_lazy("key project", "Negotiating")
        SIGNED = "signed", pgettext_lazy("key project", "Signed")
        UNDER_CONSTRUCTION = "under_construction", pgettext_lazy("key project", "Under construction")
        IN_PRODUCTION = "in_production", pgettext_lazy("key project", "In production")
        ENDED = "ended", pgettext_lazy("key project", "Ended")

    class Step(models.TextChoices):
        """What it does for the chain."""

        MEND = "mend", pgettext_lazy("chain", "Mends a missing link")
        STRENGTHEN = "strengthen", pgettext_lazy("chain", "Strengthens a link")
        EXTEND = "extend", pgettext_lazy("chain", "Extends the chain")

    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.KEY_PROJECT)
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    about_zh = models.TextField(_("About, in Chinese"), blank=True)
    about_en = models.TextField(_("About, in English"), blank=True)
    chain = models.ForeignKey(
        Chain, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Industrial chain")
    )
    segment = models.ForeignKey(
        Segment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Segment")
    )
    step = models.CharField(_("For the chain"), max_length=20, choices=Step, blank=True)
    investor = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Investor")
    )
    investor_zh = models.CharField(_("Investor's name in Chinese"), max_length=200, blank=True)
    investor_en = models.CharField(_("Investor's name in English"), max_length=200, blank=True)
    place_zh = models.CharField(_("Place in Chinese"), max_length=200, blank=True)
    place_en = models.CharField(_("Place in English"), max_length=200, blank=True)
    amount = models.BigIntegerField(_("Planned amount"), null=True, blank=True)
    is_amount_public = models.BooleanField(_("The amount is public too"), default=False)
    responsible = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Responsible person"),
    )
    stated_start = models.CharField(_("Start of construction"), max_length=20, blank=True)
    stated_finish = models.CharField(_("Start of production"), max_length=20, blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.LEAD)
    ended_reason = models.CharField(_("Why it ended"), max_length=300, blank=True)
    is_public = models.BooleanField(_("Public"), default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("key project")
        constraints = [
            models.CheckConstraint(name="key_project_is_titled", condition=~Q(title_zh="") | ~Q(title_en="")),
            models.CheckConstraint(
                name="key_project_amount_is_positive", condition=Q(amount__isnull=True) | Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="key_project_ended_for_a_reason", condition=~Q(state="ended") | ~Q(ended_reason="")
            ),
        ]
        indexes = [models.Index(name="key_project_list", fields=["association", "state", "id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)

    @property
    def place(self) -> str:
        return in_language(self.place_zh, self.place_en)

    @property
    def starts(self) -> Sentence | None:
        """When construction starts, as far as it is stated."""
        return parse_stated(self.stated_start).sentence if self.stated_start else None

    @property
    def finishes(self) -> Sentence | None:
        """When production starts, as far as it is stated."""
        return parse_stated(self.stated_finish).sentence if self.stated_finish else None

    @property
    def investor_name(self) -> str:
        """The organization's name, or the name as it was told."""
        return self.investor.name if self.investor else in_language(self.investor_zh, self.investor_en)


class KeyProjectNote(AssociationRow):
    """What happened to a key project on a day: a state that it reached, a visit, how it goes."""

    class Kind(models.TextChoices):
        MOVED = "moved", pgettext_lazy("key project", "State changed")
        VISIT = "visit", pgettext_lazy("key project", "Visit")
        PROGRESS = "progress", pgettext_lazy("key project", "Progress")

    key_project = models.ForeignKey(KeyProject, models.CASCADE, related_name="notes")
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    on = models.DateField(pgettext_lazy("note", "On"))
    state = models.CharField(max_length=20, choices=KeyProject.State, blank=True)
    text = models.TextField(_("Note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note on a key project")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="key_project_note_says_something", condition=~Q(state="") | ~Q(text="")
            )
        ]

    def __str__(self) -> str:
        return self.text or self.state
