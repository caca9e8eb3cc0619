from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import Document
from guildhall.meetings.models import Motion
from guildhall.registry.models import Organization, Person, Post


class Election(AssociationRow):
    """Who is to hold a post for a term: nominated, put on the slate, voted on in one or more rounds, in office."""

    class State(models.TextChoices):
        NOMINATING = "nominating", _("Nominations open")
        LISTED = "listed", _("List of candidates fixed")
        DECIDED = "decided", _("Elected")
        IN_OFFICE = "in_office", _("Terms begun")
        ABANDONED = "abandoned", _("Broken off")

    class Contest(models.TextChoices):
        EQUAL = "equal", _("As many candidates as seats")
        MORE = "more", _("More candidates than seats")

    motion = models.OneToOneField(Motion, models.PROTECT, related_name="election")
    post = models.ForeignKey(Post, models.PROTECT, related_name="elections", verbose_name=_("Post"))
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.NOMINATING)
    contest = models.CharField(_("Candidates"), max_length=10, choices=Contest, default=Contest.EQUAL)
    seats = models.PositiveSmallIntegerField(_("Seats"), default=1)
    write_ins = models.BooleanField(_("Other names may be written in"), default=True)
    term_number = models.PositiveSmallIntegerField(_("Term"), null=True, blank=True)
    term_from = models.DateField(_("Term begins"), null=True, blank=True)
    term_to = models.DateField(_("Term ends"), null=True, blank=True)
    is_hired = models.BooleanField(_("Hired: terms without limit"), default=False)
    nominate_by = models.DateTimeField(_("Nominations until"), null=True, blank=True)
    started_on = models.DateField(_("Preparations began"), null=True, blank=True)
    # Names elected without having stood, each ``{"name", "vote", "state"}``: to_confirm, confirmed or declined.
    written_in = models.JSONField(default=list)
    is_public = models.BooleanField(_("Result is public"), default=False)
    pack = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("election")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="election_has_seats", condition=Q(seats__gte=1)),
            models.CheckConstraint(
                name="election_term_ends_after_start",
                condition=Q(term_from__isnull=True)
                | Q(term_to__isnull=True)
                | Q(term_to__gt=models.F("term_from")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.motion)


class Candidate(AssociationRow):
    """Somebody nominated in an election. ``place`` is the place on the ballot, by strokes of the surname."""

    class State(models.TextChoices):
        NOMINATED = "nominated", _("Nominated, has not answered")
        STANDING = "standing", _("Stands")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("candidate", "Withdrawn")
        ELECTED = "elected", pgettext_lazy("candidate", "Elected")
        NOT_ELECTED = "not_elected", _("Not elected")

    election = models.ForeignKey(Election, models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="candidacies")
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="candidacies"
    )
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.NOMINATED)
    statement_zh = models.TextField(_("In their own words, in Chinese"), blank=True)
    statement_en = models.TextField(_("In their own words, in English"), blank=True)
    nominated_by_zh = models.CharField(_("Nominated by, in Chinese"), max_length=200, blank=True)
    nominated_by_en = models.CharField(_("Nominated by, in English"), max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(null=True)
    # What the charter's rules on posts and terms say to this person in this term, when the list was fixed.
    fitness = models.JSONField(default=dict)
    was_written_in = models.BooleanField(default=False)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("candidate")
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(name="candidate_once", fields=["election", "person"])]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def statement(self) -> str:
        return in_language(self.statement_zh, self.statement_en)

    @property
    def nominated_by(self) -> str:
        return in_language(self.nominated_by_zh, self.nominated_by_en)
