from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.awards.models.call import Call, Category
from guildhall.core.models import in_language
from guildhall.documents.models import File
from guildhall.members.models import Member
from guildhall.registry.models import Organization, Person


class Entry(AssociationRow):
    """An entry (申报) of a unit or a person for a call. ``verdicts`` keeps what the rules said when it was submitted.

    ``rank`` and ``score`` are those of its category after scoring was closed; ``exact`` is the score as a fraction.
    Equal scores share a rank; ``placed`` is the order that a person gave them, with the reason.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", pgettext_lazy("entry", "Submitted")
        WITHDRAWN = "withdrawn", pgettext_lazy("entry", "Withdrawn")
        EXCLUDED = "excluded", pgettext_lazy("entry", "Excluded")

    call = models.ForeignKey(Call, models.PROTECT, related_name="entries", verbose_name=_("Call"))
    category = models.ForeignKey(Category, models.PROTECT, related_name="entries", verbose_name=_("Category"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="award_entries", verbose_name=_("Unit")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="award_entries", verbose_name=_("Person")
    )
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="award_entries")
    people = models.ManyToManyField(
        Person, related_name="entries_worked_on", blank=True, verbose_name=_("Who did it")
    )
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    summary_zh = models.TextField(_("Summary in Chinese"), blank=True)
    summary_en = models.TextField(_("Summary in English"), blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    number = models.PositiveIntegerField(_("Number"), null=True)
    verdicts = models.JSONField(default=list)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    score = models.DecimalField(_("Score"), max_digits=9, decimal_places=4, null=True)
    exact = models.CharField(max_length=400, blank=True)
    rank = models.PositiveIntegerField(_("Rank"), null=True)
    placed = models.PositiveIntegerField(null=True)
    placed_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("award", "entry")
        constraints = [
            models.CheckConstraint(name="entry_is_titled", condition=~Q(title_zh="") | ~Q(title_en="")),
            models.CheckConstraint(
                name="entry_is_of_a_unit_or_a_person",
                condition=Q(organization__isnull=True, person__isnull=False)
                | Q(organization__isnull=False, person__isnull=True),
            ),
            models.CheckConstraint(
                name="entry_submitted_has_a_number",
                condition=~Q(state="submitted") | Q(number__isnull=False, submitted_at__isnull=False),
            ),
            models.UniqueConstraint(name="entry_number_once", fields=["call", "number"]),
        ]
        indexes = [models.Index(name="entry_list", fields=["call", "state", "number"])]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def summary(self) -> str:
        return in_language(self.summary_zh, self.summary_en)

    @property
    def entrant(self) -> Organization | Person:
        """The unit or the person: one of them, by constraint."""
        return self.organization or self.person  # type: ignore[return-value]


class EntryFile(AssociationRow):
    """A file of an entry."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="files")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("file of an entry")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.file)
