"""The roll says who has voted, the box what was voted. They share no key but the vote's, no time and no order.

A secret ballot lies sealed beside its voter until the vote closes; then all are opened at once, written into the box
in random order, and the envelopes are gone (docs/voting.md).
"""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import File
from guildhall.meetings.models import Invitation, Meeting
from guildhall.registry.models import Person
from guildhall.votes.models.vote import Vote


class Proxy(AssociationRow):
    """One entitled to vote has another vote on their behalf in a meeting, in writing, where the charter allows it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="proxies")
    giver = models.ForeignKey(Invitation, models.CASCADE, related_name="proxies_given")
    holder = models.ForeignKey(Invitation, models.CASCADE, related_name="proxies_held")
    letter = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("proxy")
        constraints = [
            models.UniqueConstraint(
                name="proxy_one_per_giver", fields=["giver"], condition=Q(revoked_at__isnull=True)
            ),
            models.CheckConstraint(name="proxy_for_another", condition=~Q(giver=F("holder"))),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.holder}"


class RollEntry(AssociationRow):
    """One vote of one seat in one vote: whose it is, who gives it, by which channel, and whether it was given.

    Says nothing of when: no time, and rows are made all at once when the vote opens. ``place`` tells the votes of
    somebody who sits for two units apart.
    """

    class Channel(models.TextChoices):
        ROOM = "room", _("In the room")
        ONLINE = "online", _("Online")
        ABSENT = "absent", _("Absent")

    class State(models.TextChoices):
        MAY_VOTE = "may_vote", _("Has not voted")
        ISSUED = "issued", _("Was handed a paper ballot")
        VOTED = "voted", _("Has voted")
        NOT_VOTED = "not_voted", _("Did not vote")
        BY_HAND = "by_hand", _("Counted in the room")
        RECUSED = "recused", _("Recused")

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="roll")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=1)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    # Whoever gives this vote: the invited person, the stand-in, or the holder of a proxy.
    voter = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_proxy = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.MAY_VOTE)
    rank = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("roll entry")
        ordering = ["rank", "id"]
        constraints = [models.UniqueConstraint(name="roll_vote_once", fields=["vote", "invitation", "place"])]
        indexes = [models.Index(name="roll_by_voter", fields=["vote", "voter"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Whose vote it is: the unit, or the person."""
        return in_language(self.name_zh, self.name_en)


class NamedBallot(AssociationRow):
    """What was voted for a seat in an open vote."""

    entry = models.OneToOneField(RollEntry, models.CASCADE, related_name="named")
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="named_ballots")
    marks = models.CharField(max_length=400)
    write_ins = models.JSONField(default=list)
    cast_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.entry)


class Envelope(AssociationRow):
    """A sealed secret ballot: unreadable without the vote's private key, and gone when the vote closes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    entry = models.OneToOneField(RollEntry, models.CASCADE, related_name="envelope")
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="envelopes")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.vote)


class BoxBallot(AssociationRow):
    """A secret ballot out of the box. Written with all others at once, in random order, when the vote closes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="box")
    phrase = models.CharField(max_length=80)
    marks = models.CharField(max_length=400)
    write_ins = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="box_phrase_once", fields=["vote", "phrase"])]

    def __str__(self) -> str:
        return self.phrase
