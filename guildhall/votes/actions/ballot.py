"""A ballot is cast. Of a secret one nothing is kept but the mark in the roll and a sealed envelope."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.core.models import in_language
from guildhall.meetings import pulse
from guildhall.meetings.models import AttendanceEvent
from guildhall.meetings.presence import Event, mode_at, stays_of
from guildhall.votes.models import Envelope, NamedBallot, RollEntry, Vote
from guildhall.votes.phrases import new_phrase
from guildhall.votes.queries import CHANNELS, is_in_writing, slate_of
from guildhall.votes.sealing import SealedBallot, seal, size_for
from guildhall.votes.tally import MOTION_MARKS, ElectionBallot, fault_of
from guildhall.votes.tally.slate import NAME_LIMIT

State, Channel = RollEntry.State, RollEntry.Channel


@dataclass(frozen=True)
class Receipt:
    """What the voter takes away: for how many seats it counted, and a phrase for each secret ballot."""

    seats: int
    phrases: list[str] = field(default_factory=list)


def cast_ballot(vote: Vote, *, marks: str, write_ins: Sequence[str] = (), actor: User) -> Receipt:
    """Vote, once, for all the seats that the actor votes for: for, against or abstain; in an election a letter
    per candidate and names written in.

    Refused: after closing, a second time, who is not on the roll, recused or not there, by a device where hands or
    paper are counted, and marks that would make the ballot invalid. Leaves no line in the record: a named
    ballot is a record itself, and of a secret one nothing must tell when it was cast (docs/voting.md).
    """
    ballot = ElectionBallot(marks, tuple(name.strip() for name in write_ins if name.strip()))
    _require_valid(vote, ballot)
    own = _own_entries(vote, actor)
    entries = _free(vote, own)
    channel = _channel_of(vote, entries[0], own)
    # What can be known before is: others wait only for what is written.
    sealed = [_sealed(vote, entry, ballot) for entry in entries] if vote.is_secret else []
    _drop(vote, entries, ballot, channel, [envelope for envelope, _phrase in sealed])
    return Receipt(len(entries), [phrase for _envelope, phrase in sealed])


@transaction.atomic
def _drop(
    vote: Vote, entries: list[RollEntry], ballot: ElectionBallot, channel: str, envelopes: list[Envelope]
) -> None:
    """Marks the roll and stores the ballot, both or neither."""
    if len(entries) > 1:
        # In the order in which closing takes them too, so that neither waits for the other in a circle.
        taken = RollEntry.objects.select_for_update().filter(pk__in=[entry.pk for entry in entries])
        list(taken.order_by("pk").only("pk"))
    # The one moment that decides: closing changes the same rows, so either it finds them changed or we do.
    mine = RollEntry.objects.filter(pk__in=[entry.pk for entry in entries], state=State.MAY_VOTE)
    if mine.update(state=State.VOTED, channel=channel) != len(entries):
        raise _overtaken(vote)
    pulse.changed(vote.meeting_id)  # that the number grew; neither whose nor what is told anywhere
    if vote.is_secret:
        Envelope.objects.bulk_create(envelopes)
    else:
        NamedBallot.objects.bulk_create(_named(vote, entry, ballot) for entry in entries)


def _require_valid(vote: Vote, ballot: ElectionBallot) -> None:
    """A device never sends an invalid ballot: who means to vote for nobody leaves the marks blank."""
    if vote.state != Vote.State.OPEN:
        raise _closed(vote)
    if vote.election_id is None:
        if ballot.marks not in MOTION_MARKS or ballot.write_ins:
            raise InvalidError(
                _("Choose for, against or abstain."), code="unknown_mark", details={"field": "marks"}
            )
        return
    fault = fault_of(ballot, slate_of(vote))
    if fault is not None:
        raise InvalidError(
            _("This ballot would be invalid: %(fault)s. Correct it and send it again.")
            % {"fault": in_language(fault.sentence.zh, fault.sentence.en)},
            code=fault.code,
            details={"field": "marks"},
        )


def _own_entries(vote: Vote, actor: User) -> list[RollEntry]:
    """The actor's rows of the roll: the own ones and those entrusted to them."""
    rows = RollEntry.objects.filter(vote=vote, voter__user=actor).order_by("pk")
    return list(rows.only("state", "channel", "by_proxy", "invitation_id"))


def _free(vote: Vote, own: list[RollEntry]) -> list[RollEntry]:
    """Those of them that may be voted with now, or the reason why there are none."""
    free = [entry for entry in own if entry.state == State.MAY_VOTE]
    if not free:
        raise _no_vote(vote, own)
    return free


def _no_vote(vote: Vote, entries: list[RollEntry]) -> RuleError:
    states = {entry.state for entry in entries}
    if not entries:
        return NotAllowedError(
            _("You are not on the roll of this vote. Ask whoever runs the meeting."), code="not_entitled"
        )
    if State.VOTED in states:
        return _already_voted()
    if State.ISSUED in states and vote.state == Vote.State.OPEN:
        return RuleError(
            _("You were handed a paper ballot: vote on it, or give it back to whoever runs the meeting."),
            code="has_paper",
        )
    if State.RECUSED in states:
        return RuleError(_("You are recused from this motion, so you do not vote on it."), code="recused")
    return _closed(vote)


def _channel_of(vote: Vote, entry: RollEntry, own: list[RollEntry]) -> str:
    """By which channel the actor votes: as the roll says, or for those who came later as they came."""
    present = is_in_writing(vote.meeting) or _present_as(own)
    if not present:
        raise RuleError(
            _("Only those who are there vote. Check in to the meeting first, in the room or online."),
            code="absent",
        )
    channel = entry.channel
    if channel == Channel.ABSENT:
        channel = Channel.ONLINE if present is True else CHANNELS[present]
    means = vote.in_room if channel == Channel.ROOM else vote.online
    if means != Vote.Means.DEVICE:
        raise RuleError(_by_other_means(means), code="not_by_device")
    return channel


def _present_as(own: list[RollEntry]) -> str | None:
    """How the voter is in the meeting at this moment, by the check-ins on the invitations they came on. One query."""
    came_on = [entry.invitation_id for entry in own if not entry.by_proxy]
    events = AttendanceEvent.objects.filter(invitation__in=came_on, invitation__withdrawn_at__isnull=True)
    rows = events.order_by()
    told = rows.values_list("client_id", "invitation_id", "kind", "mode", "at")
    now, stays = timezone.now(), stays_of(Event(*one) for one in told)
    return next((mode for kept in stays.values() if (mode := mode_at(kept, now))), None)


def _by_other_means(means: str) -> str:
    if means == Vote.Means.HANDS:
        return _("You are in the room, where hands are counted. Raise your hand.")
    if means == Vote.Means.PAPER:
        return _("You are in the room, where it is voted on paper. Ask for your ballot.")
    return _("It is not voted where you are: ask whoever runs the meeting how you can vote.")


def _named(vote: Vote, entry: RollEntry, ballot: ElectionBallot) -> NamedBallot:
    return NamedBallot(
        association_id=vote.association_id,
        vote=vote,
        entry=entry,
        marks=ballot.marks,
        write_ins=list(ballot.write_ins),
    )


def _sealed(vote: Vote, entry: RollEntry, ballot: ElectionBallot) -> tuple[Envelope, str]:
    phrase = new_phrase(secrets.randbelow)
    content = seal(
        SealedBallot(phrase, ballot.marks, ballot.write_ins),
        public=vote.seal,
        vote=vote.pk,
        entry=entry.pk,
        size=size_for(max(len(vote.slate), 1), vote.seats or 1, NAME_LIMIT),
    )
    return Envelope(association_id=vote.association_id, vote=vote, entry=entry, content=content), phrase


def _already_voted() -> RuleError:
    return RuleError(_("You have voted. A vote that was cast cannot be changed."), code="already_voted")


def _closed(vote: Vote) -> RuleError:
    return RuleError(
        _("This vote is closed; no more ballots are taken: %(state)s.") % {"state": vote.get_state_display()},
        code="vote_closed",
    )


def _overtaken(vote: Vote) -> RuleError:
    """Between reading and writing the vote was closed, or the same voter was quicker on another device."""
    vote.refresh_from_db(fields=["state"])
    return _already_voted() if vote.state == Vote.State.OPEN else _closed(vote)
