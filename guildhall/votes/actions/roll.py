"""The roll while a vote is open: who comes later or goes online, and who was handed a paper ballot."""

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.meetings.permissions import require_may_run
from guildhall.votes.models import Count, RollEntry, Vote
from guildhall.votes.queries import votes_held

State, Channel = RollEntry.State, RollEntry.Channel


@transaction.atomic
def follow_attendance(vote: Vote, *, actor: User) -> int:
    """Bring the roll up to date: who has not voted votes from where they are now - late comers, movers, proxies.

    Recused votes follow too, so that they are counted where they are. Refused once hands or paper are counted.
    Comes back: how many rows changed.
    """
    require_may_run(actor, vote.meeting)
    _require_open(vote)
    _require_uncounted(vote)
    now = {(held.invitation.pk, held.place): held for held in votes_held(vote.meeting, vote.motion.kind)}
    waiting = vote.roll.filter(state__in=(State.MAY_VOTE, State.RECUSED)).order_by("pk")
    changed = 0
    for entry in waiting:
        held = now.get((entry.invitation_id, entry.place))
        if held is None or (held.channel, held.voter.pk) == (entry.channel, entry.voter_id):
            continue
        row = RollEntry.objects.filter(pk=entry.pk, state=entry.state)
        changed += row.update(channel=held.channel, voter=held.voter, by_proxy=held.by_proxy)
    if changed:
        record("vote.roll_changed", actor=actor, subject=vote, votes=changed)
    return changed


@transaction.atomic
def move_voter(entry: RollEntry, *, channel: str, actor: User) -> RollEntry:
    """Somebody votes by the other channel, as when they leave the room and go online; all votes they give move.

    Refused for whoever has voted or holds a paper ballot, and once the hands or papers of the room are counted.
    """
    vote = entry.vote
    require_may_run(actor, vote.meeting)
    if channel not in Channel.values:
        raise InvalidError(
            _("Choose in the room, online or absent."), code="channel_unknown", details={"field": "channel"}
        )
    _require_open(vote)
    _require_uncounted(vote)
    moving = vote.roll.filter(voter=entry.voter_id, state=State.MAY_VOTE)
    # In the order in which casting and closing take rows, so that none waits for the other in a circle.
    list(moving.select_for_update().order_by("pk").values_list("pk", flat=True))
    if not moving.update(channel=channel):
        entry.refresh_from_db(fields=["state"])
        raise _not_free(entry)
    entry.refresh_from_db(fields=["state", "channel"])
    record("vote.roll_changed", actor=actor, subject=vote, voter=str(entry.voter_id), channel=channel)
    return entry


@transaction.atomic
def issue_papers(vote: Vote, *, entries: list[RollEntry] | None = None, actor: User) -> int:
    """Mark on the roll who in the room was handed a paper ballot: these rows, or everybody there at once.

    Whoever holds one cannot vote on a device. Refused where it is not voted on paper, and once papers are counted.
    Comes back: how many were handed out.
    """
    require_may_run(actor, vote.meeting)
    _require_paper(vote)
    free = vote.roll.filter(state=State.MAY_VOTE, channel=Channel.ROOM)
    if entries is not None:
        free = free.filter(pk__in=[entry.pk for entry in entries])
    list(free.select_for_update().order_by("pk").values_list("pk", flat=True))
    changed = free.update(state=State.ISSUED)
    if not changed:
        raise RuleError(
            _("Nobody in the room is waiting for a paper ballot. Bring the roll up to date first."),
            code="nobody_waits",
        )
    record("vote.papers_issued", actor=actor, subject=vote, papers=changed)
    return changed


@transaction.atomic
def take_back_paper(entry: RollEntry, *, actor: User) -> RollEntry:
    """Somebody gives an unused paper ballot back and may vote otherwise. Refused once papers are counted."""
    vote = entry.vote
    require_may_run(actor, vote.meeting)
    _require_paper(vote)
    changed = RollEntry.objects.filter(pk=entry.pk, state=State.ISSUED).update(state=State.MAY_VOTE)
    entry.refresh_from_db(fields=["state"])
    if not changed:
        raise _not_free(entry)
    record("vote.papers_issued", actor=actor, subject=vote, taken_back=str(entry.pk))
    return entry


def _require_open(vote: Vote) -> None:
    """Takes the vote's row, so that closing and counting come before or after, not in between.

    No more than that: ballots refer to the row, and are cast meanwhile.
    """
    vote.state = Vote.objects.select_for_update(no_key=True).values_list("state", flat=True).get(pk=vote.pk)
    if vote.state != Vote.State.OPEN:
        raise RuleError(
            _("This vote is not open any more: %(state)s.") % {"state": vote.get_state_display()},
            code="vote_not_open",
        )


def _require_uncounted(vote: Vote) -> None:
    if vote.hand_counts.exclude(state=Count.State.SET_ASIDE).exists():
        raise RuleError(
            _("The room is being counted, so its roll stands. Set the counts aside first to change it."),
            code="room_counted",
        )


def _require_paper(vote: Vote) -> None:
    _require_open(vote)
    if vote.in_room != Vote.Means.PAPER:
        raise RuleError(_("This vote is not held on paper."), code="not_on_paper")
    _require_uncounted(vote)


def _not_free(entry: RollEntry) -> RuleError:
    return RuleError(
        _("This cannot be changed for %(name)s: %(state)s.")
        % {"name": entry.name, "state": entry.get_state_display()},
        code="entry_not_free",
    )
