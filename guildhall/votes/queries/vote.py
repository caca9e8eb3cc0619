"""The votes that somebody may see, how far they have come, and what they came to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.core.models import in_language
from guildhall.meetings.models import Invitation, Meeting, Motion
from guildhall.meetings.queries import meetings_visible_to
from guildhall.votes.models import BoxBallot, NamedBallot, RollEntry, Teller, Vote
from guildhall.votes.phrases import normal_phrase

State, Channel, Means = RollEntry.State, RollEntry.Channel, Vote.Means
RELATED = (
    "association",
    "meeting__association",
    "meeting__body__association",
    "meeting__chair",
    "meeting__recorder",
    "motion",
    "election",
)
MARKS = ("for", "against", "abstain")

# Who comes later votes from where they come in, so to those who are absent either may be open.
ON_A_DEVICE = Q(vote__online=Means.DEVICE, channel__in=(Channel.ONLINE, Channel.ABSENT)) | Q(
    vote__in_room=Means.DEVICE, channel__in=(Channel.ROOM, Channel.ABSENT)
)


@dataclass(frozen=True)
class Progress:
    """How far an open vote has come: how many, and never who or what. ``rows`` by channel and state."""

    vote: Vote
    rows: Mapping[tuple[str, str], int]

    def count(self, *, channel: str | None = None, state: str | None = None) -> int:
        return sum(
            number
            for (at, stands), number in self.rows.items()
            if channel in (None, at) and state in (None, stands)
        )

    @property
    def cast(self) -> int:
        """Ballots cast by device."""
        return self.count(state=State.VOTED)

    @property
    def of(self) -> int:
        """Votes that are to be cast by device: of those who are there, or have voted."""
        channels = [
            channel
            for channel, means in ((Channel.ROOM, self.vote.in_room), (Channel.ONLINE, self.vote.online))
            if means == Means.DEVICE
        ]
        waiting = (State.MAY_VOTE, State.VOTED, State.NOT_VOTED)
        return sum(self.count(channel=channel, state=state) for channel in channels for state in waiting)

    @property
    def in_room(self) -> int:
        return self.count(channel=Channel.ROOM) - self.count(channel=Channel.ROOM, state=State.RECUSED)

    @property
    def online(self) -> int:
        return self.count(channel=Channel.ONLINE) - self.count(channel=Channel.ONLINE, state=State.RECUSED)

    @property
    def absent(self) -> int:
        return self.count(channel=Channel.ABSENT) - self.count(channel=Channel.ABSENT, state=State.RECUSED)

    @property
    def recused(self) -> int:
        return self.count(state=State.RECUSED)

    @property
    def issued(self) -> int:
        return self.count(state=State.ISSUED)


def votes_visible_to(user: User, association: Association) -> QuerySet[Vote]:
    """Votes of meetings that the person may see, but for those where they are a guest only; and those that they
    watch or count, wherever they belong."""
    meetings = meetings_visible_to(user, association)
    counts = Exists(Teller.objects.filter(vote=OuterRef("pk"), person__user=user))
    known = Vote.objects.filter(association=association).select_related(*RELATED)
    votes = known.filter(Q(meeting__in=meetings) | counts)
    powers = powers_of(user, association)
    if powers.has(Power.READ) or powers.has(Power.CONVENE):
        return votes
    bodies = powers.bodies_with(Power.READ) | powers.bodies_with(Power.CONVENE)
    guest = Invitation.objects.standing().filter(
        meeting=OuterRef("meeting"), role=Invitation.Role.GUEST, person__user=user
    )
    return votes.filter(~Exists(guest) | Q(meeting__body__in=bodies) | counts)


def vote_list(user: User, association: Association, *, meeting: UUID | None = None) -> QuerySet[Vote]:
    """Votes that wait for the reader's ballot first, then the newest; of one meeting or of all. One query."""
    mine = RollEntry.objects.filter(ON_A_DEVICE, vote=OuterRef("pk"), voter__user=user, state=State.MAY_VOTE)
    votes = votes_visible_to(user, association).annotate(
        awaits_me=Exists(mine.filter(vote__state=Vote.State.OPEN))
    )
    if meeting is not None:
        votes = votes.filter(meeting=meeting)
    return votes.order_by("-awaits_me", "-opened_at", "-id")


def votes_awaiting(user: User, association: Association) -> list[Vote]:
    """Open votes in which the reader may vote on a device and has not."""
    rows = RollEntry.objects.filter(
        ON_A_DEVICE, association=association, voter__user=user, state=State.MAY_VOTE
    )
    waiting = Vote.objects.filter(state=Vote.State.OPEN, pk__in=rows.values("vote"))
    return list(waiting.select_related("motion", "meeting").order_by("opened_at", "id"))


def progress_of(votes: Iterable[Vote]) -> dict[UUID, Progress]:
    """The progress of these votes. One query for any number."""
    given = list(votes)
    rows: dict[UUID, Counter[tuple[str, str]]] = {vote.pk: Counter() for vote in given}
    counted = RollEntry.objects.filter(vote__in=rows).order_by().values_list("vote_id", "channel", "state")
    for vote, channel, state, number in counted.annotate(number=Count("id")):
        rows[vote][channel, state] = number
    return {vote.pk: Progress(vote, rows[vote.pk]) for vote in given}


def open_votes(meeting: Meeting) -> list[Progress]:
    """The open votes of a meeting with the number of ballots cast, and nothing of what they say. Two queries."""
    votes = meeting.votes.filter(state=Vote.State.OPEN).select_related("motion", "election")
    return list(progress_of(votes).values())


def latest_results(meeting: Meeting, most: int = 3) -> list[Vote]:
    """The results declared last in a meeting, the newest first. One query."""
    declared = meeting.votes.filter(state=Vote.State.DECLARED).select_related("motion", "election")
    return list(declared.order_by("-declared_at", "-id")[:most])


def votes_on(motions: Iterable[Motion]) -> dict[UUID, Vote]:
    """The last vote on each of these motions. One query."""
    votes = Vote.objects.filter(motion__in=list(motions)).order_by("motion_id", "number")
    return {vote.motion_id: vote for vote in votes}


def own_entries(vote: Vote, user: User) -> list[RollEntry]:
    """The rows of the roll that the reader votes with, their own and those entrusted to them."""
    return list(vote.roll.filter(voter__user=user).select_related("invitation").order_by("rank", "place"))


@dataclass(frozen=True)
class Bar:
    """A line of the result: how many, and of how many."""

    mark: str
    number: int
    of: int


def bars_of(vote: Vote) -> list[Bar]:
    """For, against and abstaining of a motion's declared result."""
    figures = [vote.tally.get(mark, 0) for mark in MARKS] if vote.election_id is None else []
    return [Bar(mark, number, sum(figures)) for mark, number in zip(MARKS, figures, strict=False)]


def is_published(vote: Vote) -> bool:
    """Whether the list of ballots may be read: after closing, and never of a vote that was broken off."""
    return vote.state in (Vote.State.COUNTING, Vote.State.DECLARED)


@dataclass(frozen=True)
class Published:
    """One ballot as the body reads it: by the phrase of a receipt, or by the seat."""

    name: str
    marks: str
    write_ins: list[str]
    slate: tuple[str, ...]

    @cached_property
    def chosen(self) -> list[str]:
        """The candidates marked for, by name; of a motion nothing."""
        return [name for mark, name in zip(self.marks, self.slate, strict=False) if mark == "F"]


def ballot_list(vote: Vote, phrase: str = "") -> QuerySet[Any]:
    """The ballots of a closed vote: secret ones by phrase, named ones by seat; those that a search asks for."""
    if vote.is_secret:
        box = vote.box.order_by("phrase")
        return box.filter(phrase__contains=phrase) if phrase else box
    named = vote.named_ballots.select_related("entry").order_by("entry__rank", "entry__place", "pk")
    wanted = Q(entry__name_zh__icontains=phrase) | Q(entry__name_en__icontains=phrase)
    return named.filter(wanted) if phrase else named


def published(vote: Vote, ballots: Iterable[BoxBallot | NamedBallot]) -> list[Published]:
    """Those ballots for readers."""
    motion = vote.election_id is None
    slate = tuple(in_language(one.get("name_zh", ""), one.get("name_en", "")) for one in vote.slate)
    return [
        Published(
            name=one.phrase if isinstance(one, BoxBallot) else one.entry.name,
            marks=one.marks,
            write_ins=list(one.write_ins),
            slate=() if motion else slate,
        )
        for one in ballots
    ]


def published_ballots(vote: Vote, asked: str) -> list[Published]:
    """The same in one step; nothing before the vote is closed."""
    if not is_published(vote):
        return []
    wanted = normal_phrase(asked) if vote.is_secret and asked else asked
    return published(vote, ballot_list(vote, wanted))
