"""What everyone sees of a live meeting: the same for all, but for guests, who see less."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.audit.models import AuditHead
from guildhall.core.models import in_language
from guildhall.live.models import Turn
from guildhall.live.permissions import holds, may_ask
from guildhall.live.queries.turns import NAMED, Floor, floor_of
from guildhall.meetings.models import AgendaItem, Invitation, Meeting, Motion, SessionStep
from guildhall.meetings.permissions import may_run
from guildhall.meetings.queries import OwnAttendance, PresenceCount, count_presence, own_attendance
from guildhall.votes.models import RollEntry, Vote
from guildhall.votes.queries import Progress, progress_of

UNDER_WAY = (Vote.State.OPEN, Vote.State.COUNTING)


@dataclass(frozen=True)
class Fared:
    """How a candidate fared in an election."""

    name: str
    votes: int
    state: str

    @property
    def is_elected(self) -> bool:
        return self.state == "elected"


@dataclass(frozen=True)
class Result:
    """What was decided: a motion by its counts; an election by how each candidate fared, the most votes first."""

    motion: Motion
    standings: list[Fared]

    @property
    def total(self) -> int:
        if self.standings:
            return max(one.votes for one in self.standings)
        counts = (self.motion.for_count, self.motion.against_count, self.motion.abstain_count)
        return sum(count or 0 for count in counts)


@dataclass(frozen=True)
class LiveState:
    """One moment of a meeting, as phones and the screen in the hall show it."""

    meeting: Meeting
    presence: PresenceCount
    agenda: list[AgendaItem]
    item: AgendaItem | None
    place: int | None
    votes: list[Progress]
    motions: list[Motion]
    result: Result | None
    floor: Floor
    turned_at: datetime | None

    @property
    def next_item(self) -> AgendaItem | None:
        if self.item is None:
            return self.agenda[0] if self.agenda and self.meeting.is_in_session else None
        return next((item for item in self.agenda[(self.place or 0) :]), None)

    @property
    def result_is_news(self) -> bool:
        """Whether nothing has happened in the course of the meeting since the last decision."""
        at = self.result.motion.decided_at if self.result else None
        if at is None or self.votes or self.floor.speaking:
            return False
        return self.turned_at is None or at >= self.turned_at

    @property
    def scene(self) -> str:
        """What the screen shows large."""
        if self.meeting.state == Meeting.State.CLOSED:
            return "closed"
        if not self.meeting.is_in_session:
            return "before"
        if self.votes:
            return "vote"
        if self.floor.speaking:
            return "speaker"
        return "result" if self.result_is_news else "item"

    @property
    def colour(self) -> str:
        """Green with a quorum, amber without, none where the charter asks for none."""
        ok = self.presence.verdict.ok
        return "" if ok is None else "green" if ok else "amber"

    @property
    def quorum_is_lost(self) -> bool:
        return self.meeting.state == Meeting.State.OPEN and self.presence.verdict.ok is False


def live_state(meeting: Meeting, *, for_guest: bool = False) -> LiveState:
    """Where the meeting stands now. Guests are shown the course and who speaks, no motions and no votes."""
    steps = list(meeting.steps.select_related("item"))
    agenda = list(meeting.agenda.all())
    called = next((step for step in reversed(steps) if step.kind == SessionStep.Kind.ITEM), None)
    item = next((item for item in agenda if called and item.pk == called.item_id), None)
    motions = [] if for_guest else list(_motions(meeting))
    decided = [motion for motion in motions if motion.decided_at and motion.state in DECIDED]
    return LiveState(
        meeting=meeting,
        presence=count_presence(meeting),
        agenda=agenda,
        item=item,
        place=agenda.index(item) + 1 if item else None,
        votes=[] if for_guest else votes_under_way(meeting),
        motions=[motion for motion in motions if motion.state == Motion.State.PUT],
        result=_result(decided),
        floor=floor_of(meeting, item),
        turned_at=steps[-1].at if steps else None,
    )


DECIDED = (Motion.State.CARRIED, Motion.State.REJECTED)


def _result(decided: list[Motion]) -> Result | None:
    """The last decision. One query, for how candidates fared where it was an election."""
    last = max(decided, key=lambda motion: motion.decided_at or timezone.now(), default=None)
    if last is None:
        return None
    vote = last.votes.filter(state=Vote.State.DECLARED).order_by("-number").first()
    standings = vote.outcome.get("standings", []) if vote else []
    fared = [
        Fared(in_language(one["name_zh"], one["name_en"]), one["for"], one["state"]) for one in standings
    ]
    return Result(last, sorted(fared, key=lambda one: -one.votes))


def _motions(meeting: Meeting) -> list[Motion]:
    return list(meeting.motions.order_by("id"))


def votes_under_way(meeting: Meeting) -> list[Progress]:
    """The votes of the meeting that are open or being counted, with how many have voted. Two queries at most."""
    votes = meeting.votes.filter(state__in=UNDER_WAY).select_related("motion", "election")
    return list(progress_of(votes.order_by("opened_at", "id")).values())


def live_version(meeting: Meeting) -> str:
    """Another word after every change that the live pages show. Two queries; for pages that have no stream."""
    head = AuditHead.objects.filter(pk=meeting.association_id).values_list("hash", flat=True).first()
    voted = RollEntry.objects.filter(
        vote__meeting=meeting, vote__state__in=UNDER_WAY, state=RollEntry.State.VOTED
    )
    return f"{(head or '')[:16]}-{voted.count()}"


@dataclass(frozen=True)
class OwnPart:
    """What one reader sees besides: how they stand, what they may do."""

    meeting: Meeting
    invitation: Invitation | None
    attendance: OwnAttendance | None
    turn: Turn | None
    may_ask: bool
    may_run: bool
    ballots: list[RollEntry]

    @property
    def waiting(self) -> list[Vote]:
        """The votes in which the reader may still vote on this device."""
        may = [entry.vote for entry in self.ballots if entry.state == RollEntry.State.MAY_VOTE]
        return [vote for vote in dict.fromkeys(may) if vote.state == Vote.State.OPEN and vote.uses_device]

    @property
    def has_voted(self) -> bool:
        voted = [entry for entry in self.ballots if entry.state == RollEntry.State.VOTED]
        return bool(voted) and not self.waiting


def own_part(meeting: Meeting, *, viewer: User, now: datetime) -> OwnPart:
    """The reader's own check-in, request to speak and votes in this meeting; without an invitation little."""
    own = Q(person__user=viewer) | Q(stand_in__user=viewer)
    standing = meeting.invitations.standing().filter(own)
    invitation = standing.select_related("person", "stand_in", "organization").first()
    if invitation is None:
        return OwnPart(meeting, None, None, None, may_ask=False, may_run=may_run(viewer, meeting), ballots=[])
    invitation.meeting = meeting
    active = (Turn.State.ASKED, Turn.State.SPEAKING)
    entries = RollEntry.objects.filter(vote__meeting=meeting, vote__state__in=UNDER_WAY, voter__user=viewer)
    return OwnPart(
        meeting=meeting,
        invitation=invitation,
        attendance=own_attendance(invitation, at=now),
        turn=invitation.turns.filter(state__in=active).select_related(*NAMED).first(),
        may_ask=holds(viewer, invitation) and may_ask(viewer, invitation),
        may_run=may_run(viewer, meeting),
        ballots=list(entries.select_related("vote__motion")),
    )
