"""What a vote came to: ballots and counts of every way put together, by the rule, as a bundle to check."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from guildhall.core.errors import RuleError
from guildhall.core.sentences import Sentence
from guildhall.documents.queries import content_path
from guildhall.meetings.queries import entitlement_of, meeting_profile, standing_invitations
from guildhall.registry.rules import Counts, Profile, RecusalRule, Recused, Tally, Verdict, Way, recusal_rule
from guildhall.votes.bundle import About, ByCharter, CastBallot, election_bundle, motion_bundle, write_bundle
from guildhall.votes.models import Count, RollEntry, Vote
from guildhall.votes.queries.roll import is_in_writing, votes_held
from guildhall.votes.tally import (
    BlankIs,
    CandidateOnBallot,
    ElectionBallot,
    ElectionCount,
    ElectionOutcome,
    MotionCount,
    Slate,
    count_election,
    count_motion,
    counted_by_hand,
    decide_election,
    decide_motion,
    entered_election,
    entered_motion,
    together,
)

State, Channel = RollEntry.State, RollEntry.Channel
MARKS = ("for", "against", "abstain")


def slate_of(vote: Vote) -> Slate:
    """The ballot paper of an election's vote, as it stood when the vote opened."""
    return Slate(
        candidates=tuple(
            CandidateOnBallot(one["id"], one.get("name_zh", ""), one.get("name_en", "")) for one in vote.slate
        ),
        seats=vote.seats or 1,
        write_ins_allowed=vote.election is not None and vote.election.write_ins,
        blank_is=BlankIs(vote.rule.get("blank_is") or BlankIs.ABSTAIN),
    )


def counts_at_close(vote: Vote) -> dict[str, int]:
    """How many are entitled and there when a vote closes, and how many ballots were handed out, by seat.

    A seat is there where whoever votes for it is at this moment; who has voted and left was there.
    """
    meeting = vote.meeting
    now = {(held.invitation.pk, held.place): held.channel for held in votes_held(meeting, vote.motion.kind)}
    rows = list(vote.roll.order_by().values_list("invitation_id", "place", "channel", "state"))
    there = [
        _there(now.get((invitation, place), Channel.ABSENT), channel, state)
        for invitation, place, channel, state in rows
    ]
    in_writing = is_in_writing(meeting)
    recused = [where for where, row in zip(there, rows, strict=True) if row[3] == State.RECUSED]
    by_device = [channel for channel, means in _channels(vote) if means == Vote.Means.DEVICE]
    return {
        "entitled": entitlement_of(meeting, standing_invitations(meeting)).total,
        "present_on_site": 0 if in_writing else there.count(Channel.ROOM),
        "present_online": 0 if in_writing else there.count(Channel.ONLINE),
        "by_correspondence": sum(row[3] == State.VOTED for row in rows) if in_writing else 0,
        "recused": len(recused),
        "recused_on_site": 0 if in_writing else recused.count(Channel.ROOM),
        "recused_online": 0 if in_writing else recused.count(Channel.ONLINE),
        "seats_in_room": sum(row[2] == Channel.ROOM and row[3] != State.RECUSED for row in rows),
        "papers": sum(row[3] == State.ISSUED for row in rows),
        "devices": sum(row[2] in by_device and row[3] in (State.VOTED, State.NOT_VOTED) for row in rows),
        "cast": sum(row[3] == State.VOTED for row in rows),
    }


def _there(now: str, on_roll: str, state: str) -> str:
    return on_roll if now == Channel.ABSENT and state in (State.VOTED, State.ISSUED) else now


def _channels(vote: Vote) -> tuple[tuple[str, str], ...]:
    return (Channel.ROOM, vote.in_room), (Channel.ONLINE, vote.online)


@dataclass(frozen=True)
class Result:
    """What a closed vote came to, before it is declared and after. Counted anew from the ballots every time."""

    vote: Vote
    profile: Profile
    ballots: Sequence[CastBallot]
    by_hand: Count | None

    @cached_property
    def counts(self) -> Counts:
        """Who was entitled and there when the vote closed, the recused counted as the charter says."""
        named = {one.name for one in fields(Counts)}
        everyone = Counts(**{name: number for name, number in self.vote.counts.items() if name in named})
        return self.recusal.bases(everyone, self.recused)

    @cached_property
    def recusal(self) -> RecusalRule:
        return recusal_rule(self.profile, self.vote.motion.kind)

    @cached_property
    def recused(self) -> Recused:
        kept = self.vote.counts
        return Recused(*(kept.get(name, 0) for name in ("recused", "recused_on_site", "recused_online")))

    @cached_property
    def electronic(self) -> MotionCount | ElectionCount | None:
        if not self.vote.uses_device:
            return None
        way = Way.SECRET_ELECTRONIC if self.vote.is_secret else Way.NAMED_ELECTRONIC
        issued = self.vote.counts["devices"]
        if self.vote.election_id is None:
            return count_motion((one.marks for one in self.ballots), issued=issued, way=way)
        ballots = (ElectionBallot(one.marks, one.write_ins) for one in self.ballots)
        return count_election(ballots, slate_of(self.vote), issued=issued, way=way)

    @cached_property
    def entered(self) -> tuple[MotionCount | ElectionCount, ...]:
        return (count_entered(self.vote, self.by_hand),) if self.by_hand else ()

    @cached_property
    def count(self) -> Any:
        boxes: list[Any] = [one for one in (self.electronic, *self.entered) if one is not None]
        return together(boxes)

    @cached_property
    def verdict(self) -> Verdict:
        """Of a motion: is it carried, by which rule."""
        kind, motion = self.vote.meeting.body.kind, self.vote.motion.kind
        verdict = decide_motion(self.count, self.profile, kind, motion, self.counts)
        return self.recusal.added_to(verdict, self.recused)

    @cached_property
    def outcome(self) -> ElectionOutcome:
        """Of an election: who is elected."""
        kind, motion = self.vote.meeting.body.kind, self.vote.motion.kind
        return decide_election(self.count, slate_of(self.vote), self.profile, kind, motion, self.counts)

    @property
    def said(self) -> Verdict | ElectionOutcome:
        return self.verdict if self.vote.election_id is None else self.outcome

    @cached_property
    def bundle(self) -> dict[str, Any]:
        vote, meeting = self.vote, self.vote.meeting
        association, body = meeting.association, meeting.body
        about = About(
            vote=str(vote.pk),
            association=Sentence(association.name_zh, association.name_en),
            body=Sentence(body.name_zh, body.name_en),
            title=Sentence(vote.question_zh, vote.question_en),
            closed_at=_closed_at(vote),
            is_secret=vote.is_secret,
            number=vote.number,
        )
        by = ByCharter(self.profile, body.kind, vote.motion.kind, self.counts)
        given: dict[str, Any] = {
            "ballots": self.ballots,
            "electronic": self.electronic,
            "entered": self.entered,
            "count": self.count,
        }
        if vote.election_id is None:
            return motion_bundle(about, by, **given, result=self.verdict)
        return election_bundle(about, by, slate=slate_of(vote), **given, outcome=self.outcome)

    @cached_property
    def written(self) -> tuple[bytes, str]:
        """The bundle's bytes and their hash."""
        return write_bundle(self.bundle)


def _closed_at(vote: Vote) -> datetime:
    """By the clock of the association."""
    return (vote.closed_at or vote.opened_at).astimezone(vote.association.zone)


def result_of(vote: Vote) -> Result | None:
    """What a closed vote came to; None while it is open, was broken off, or its tellers' count is not confirmed."""
    if vote.state not in (Vote.State.COUNTING, Vote.State.DECLARED):
        return None
    by_hand = vote.hand_counts.filter(state=Count.State.CONFIRMED).order_by("entered_at", "id").first()
    if vote.is_counted_by_hand and by_hand is None:
        return None
    return Result(vote, meeting_profile(vote.meeting), ballots_of(vote), by_hand)


def ballots_of(vote: Vote) -> list[CastBallot]:
    """The ballots cast by device: of a secret vote out of the box, of a named one with the seat."""
    if vote.is_secret:
        box = vote.box.order_by("id").values_list("marks", "write_ins", "phrase")
        return [CastBallot(marks, tuple(names), phrase=phrase) for marks, names, phrase in box]
    named = vote.named_ballots.select_related("entry").order_by("entry__rank", "entry_id")
    return [CastBallot(one.marks, tuple(one.write_ins), seat=_seat(one.entry)) for one in named]


def _seat(entry: RollEntry) -> str:
    return entry.name_zh or entry.name_en


def count_entered(vote: Vote, count: Count) -> MotionCount | ElectionCount:
    """What a teller entered, as a count. CountError where the figures do not add up."""
    if vote.election_id is None:
        votes = _tally(count.figures)
        if vote.in_room == Vote.Means.HANDS:
            return counted_by_hand(votes)
        return entered_motion(votes, **_ballots(count))
    slate = slate_of(vote)
    given = [_tally(count.figures.get(one.id, {})) for one in slate.candidates]
    return entered_election(slate, given, **_ballots(count), write_ins=count.figures.get("write_ins", {}))


def _tally(figures: dict[str, int]) -> Tally:
    return Tally(*(figures.get(mark, 0) for mark in MARKS))


def _ballots(count: Count) -> dict[str, Any]:
    return {"issued": count.issued or 0, "returned": count.returned or 0, "invalid": count.invalid or 0}


def bundle_of(vote: Vote) -> bytes:
    """The bundle's bytes: as declared, or before that what the tellers sign. Refused while there is nothing to check."""
    if vote.bundle is not None:
        return content_path(vote.bundle).read_bytes()
    result = result_of(vote)
    if result is None:
        raise RuleError(
            _(
                "There is nothing to check yet: the vote is not closed, or what was counted by hand is not confirmed."
            ),
            code="nothing_to_check",
        )
    return result.written[0]
