from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import File
from guildhall.meetings.models import Meeting, Motion
from guildhall.registry.models import Person
from guildhall.votes.models.election import Election


class Vote(AssociationRow):
    """One putting of a motion or of an election to the vote, and what came of it. A run-off is a vote of its own.

    Two channels lead to one result: those in the room raise hands, fill in paper or use a device; those online
    use a device. ``question_*`` and ``rule`` are what was put and by which rule, as they stood when it opened.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("vote", "Open")
        COUNTING = "counting", _("Being counted")
        DECLARED = "declared", _("Result declared")
        ABANDONED = "abandoned", _("Broken off")

    class Means(models.TextChoices):
        NONE = "", _("No vote")
        HANDS = "hands", _("Show of hands")
        PAPER = "paper", _("Paper ballots")
        DEVICE = "device", _("On one's own device")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="votes")
    motion = models.ForeignKey(Motion, models.PROTECT, related_name="votes")
    election = models.ForeignKey(Election, models.PROTECT, null=True, blank=True, related_name="votes")
    number = models.PositiveSmallIntegerField(_("Round"), default=1)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.OPEN)
    is_secret = models.BooleanField(_("Secret"), default=False)
    in_room = models.CharField(_("In the room"), max_length=10, choices=Means, blank=True)
    online = models.CharField(_("Online"), max_length=10, choices=Means, blank=True)
    question_zh = models.TextField(blank=True)
    question_en = models.TextField(blank=True)
    # The candidates of this round in the order of the ballot, and how many are to be elected.
    slate = models.JSONField(default=list)
    seats = models.PositiveSmallIntegerField(null=True)
    rule = models.JSONField(default=dict)
    # Ballots of a secret vote are sealed for whoever holds the private half, a file that closing destroys.
    seal = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    declared_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    tally = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    bundle = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    bundle_hash = models.CharField(max_length=64, blank=True)
    reason = models.CharField(_("Why it was broken off"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("vote")
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(name="vote_round_once", fields=["motion", "number"]),
            models.UniqueConstraint(
                name="vote_one_at_a_time",
                fields=["motion"],
                condition=Q(state__in=["open", "counting"]),
            ),
            models.CheckConstraint(name="vote_by_some_means", condition=~Q(in_room="") | ~Q(online="")),
            models.CheckConstraint(name="vote_online_by_device", condition=Q(online__in=["", "device"])),
            models.CheckConstraint(
                name="vote_secret_without_hands", condition=Q(is_secret=False) | ~Q(in_room="hands")
            ),
        ]
        indexes = [models.Index(name="vote_of_meeting", fields=["meeting", "state"])]

    def __str__(self) -> str:
        return f"{self.motion} · {self.number}"

    @property
    def question(self) -> str:
        return in_language(self.question_zh, self.question_en)

    @property
    def uses_device(self) -> bool:
        return Vote.Means.DEVICE in (self.in_room, self.online)

    @property
    def is_counted_by_hand(self) -> bool:
        """Whether tellers have to enter figures: hands or paper."""
        return self.in_room in (Vote.Means.HANDS, Vote.Means.PAPER)


class Teller(AssociationRow):
    """Who watches (监票人) or counts (计票人) a vote, never a candidate, and signs its result."""

    class Role(models.TextChoices):
        SCRUTINEER = "scrutineer", _("Scrutineer")
        TELLER = "teller", _("Teller")

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="tellers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    signed_at = models.DateTimeField(null=True)
    signed_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("teller")
        ordering = ["role", "id"]
        constraints = [models.UniqueConstraint(name="teller_once", fields=["vote", "person"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"


class Count(AssociationRow):
    """Hands or paper ballots as one person counted them. Two persons' equal counts are the count.

    ``figures``: for a motion ``{"for", "against", "abstain"}``; for an election by candidate, each with these three,
    and ``write_ins`` by name.
    """

    class State(models.TextChoices):
        ENTERED = "entered", _("Entered, not yet confirmed")
        CONFIRMED = "confirmed", _("Confirmed by a second count")
        DIFFERS = "differs", _("Differs from the other count")
        SET_ASIDE = "set_aside", _("Set aside, counted again")

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="hand_counts")
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.ENTERED)
    figures = models.JSONField(default=dict)
    issued = models.PositiveIntegerField(_("Ballots issued"), null=True)
    returned = models.PositiveIntegerField(_("Ballots returned"), null=True)
    invalid = models.PositiveIntegerField(_("Invalid ballots"), null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("count")
        ordering = ["entered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="count_once_per_person",
                fields=["vote", "entered_by"],
                condition=Q(state__in=["entered", "confirmed", "differs"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.vote} · {self.entered_by}"
