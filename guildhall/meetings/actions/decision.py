"""Motions are decided by the rule of their kind: by hands or by consensus here, by a vote, or as a source states."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import require_changeable
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import in_language
from guildhall.meetings.actions.motion import move_motion
from guildhall.meetings.models import Meeting, Motion
from guildhall.meetings.permissions import require_may_run, require_open_for_change
from guildhall.meetings.queries import (
    BY_HAND,
    Bases,
    bases_of,
    meeting_form,
    meeting_profile,
    motion_rules,
)
from guildhall.registry.rules import (
    Counts,
    MeetingForm,
    Tally,
    Verdict,
    is_carried,
    is_carried_by_consensus,
    may_decide_so,
)


@transaction.atomic
def decide_motion(
    motion: Motion,
    *,
    way: str,
    for_count: int | None = None,
    against_count: int | None = None,
    abstain_count: int | None = None,
    actor: User,
) -> Motion:
    """Decide a motion by show of hands (three counts) or by consensus (none), with those present now.

    The charter's rule for this kind of motion is applied, and its sentence kept with the counts. Refused where
    the rule forbids this way (an election by show of hands), without a quorum at this moment, with more hands
    than votes present, outside the session, and when it was decided already.
    """
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    meeting = motion.meeting
    meeting.refresh_from_db()
    if meeting.state != Meeting.State.OPEN:
        raise RuleError(
            _("Motions are decided while the meeting is in session. It is: %(state)s.")
            % {"state": meeting.get_state_display()},
            code="not_in_session",
        )
    votes = _votes(way, for_count, against_count, abstain_count)
    bases, verdict = _apply_rule(motion, way, votes)
    move_motion(
        motion,
        Motion.State.PUT,
        state=Motion.State.CARRIED if verdict.ok else Motion.State.REJECTED,
        way=way,
        for_count=for_count,
        against_count=against_count,
        abstain_count=abstain_count,
        counts=bases.as_data(),
        verdict=verdict.as_data(),
        decided_at=timezone.now(),
    )
    record(
        "motion.carried" if verdict.ok else "motion.rejected",
        actor=actor,
        subject=motion,
        way=way,
        votes=asdict(votes) if votes else {},
        counts=motion.counts,
        verdict=motion.verdict,
    )
    return motion


@transaction.atomic
def enter_motion_result(
    motion: Motion,
    *,
    state: str,
    way: str = "",
    for_count: int | None = None,
    against_count: int | None = None,
    abstain_count: int | None = None,
    actor: User,
) -> Motion:
    """Enter how a motion of a past meeting was decided, as its source states it: carried, rejected or not stated.

    No rule is applied: the record says what happened. Refused for meetings that are held here, and with
    counts beside a result that is not stated.
    """
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    motion.meeting.refresh_from_db()
    if not motion.meeting.is_being_entered:
        raise RuleError(
            _(
                "Results are entered as stated only for past meetings; here the motion is decided by its rule."
            ),
            code="not_a_past_meeting",
        )
    allowed = (Motion.State.CARRIED, Motion.State.REJECTED, Motion.State.NOT_STATED)
    if state not in allowed or (way and way not in Motion.Way.values):
        raise InvalidError(
            _("A past motion was carried, rejected, or its result is not stated."),
            code="result_unknown",
            details={"field": "state"},
        )
    counted = (for_count, against_count, abstain_count)
    if state == Motion.State.NOT_STATED and any(count is not None for count in counted):
        raise InvalidError(
            _("Where the votes are known the result is stated. Choose carried or rejected."),
            code="counts_without_result",
            details={"field": "state"},
        )
    move_motion(
        motion,
        Motion.State.PUT,
        state=state,
        way=way,
        for_count=for_count,
        against_count=against_count,
        abstain_count=abstain_count,
    )
    record("motion.result_entered", actor=actor, subject=motion, state=state, way=way)
    return motion


@transaction.atomic
def begin_voting(
    motion: Motion, *, ways: Sequence[str] = (), special_case: bool = False, actor: User
) -> Motion:
    """A vote on the motion is opened: from here on nothing of it changes. The votes room calls this.

    ``ways`` are those that the vote uses; ``special_case``: the reason for which the charter allows a vote by
    correspondence is kept with the vote. Refused where the charter forbids one of the ways (or, where none is
    named, every way), outside the session, and without the quorum of this kind of motion. A meeting by
    correspondence has nobody present, so there the quorum is a matter of what comes back.
    """
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    motion.meeting.refresh_from_db()
    motion.refresh_from_db()
    _require_ways(motion, ways, special_case=special_case)
    _require_assembled(motion)
    move_motion(motion, Motion.State.PUT, state=Motion.State.VOTING)
    record("motion.vote_begun", actor=actor, subject=motion, ways=list(ways), version=motion.version)
    return motion


@transaction.atomic
def leave_voting(motion: Motion, *, reason: str, actor: User) -> Motion:
    """The vote on the motion was abandoned; it can be amended and voted on again. The votes room calls this."""
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    move_motion(motion, Motion.State.VOTING, state=Motion.State.PUT)
    record("motion.vote_abandoned", actor=actor, subject=motion, reason=reason.strip())
    return motion


@transaction.atomic
def settle_motion(
    motion: Motion,
    *,
    carried: bool,
    way: str,
    counts: Counts,
    tally: Tally | None,
    verdict: Verdict,
    actor: User,
) -> Motion:
    """The vote on the motion was closed: its result, the bases it was measured on, and the rule's sentence.

    The votes room calls this when it has closed the vote, and says who may do so. ``tally`` is None where votes
    are not for and against the motion itself (an election). Refused where no vote is under way.
    """
    require_changeable(motion.association)
    require_open_for_change(motion.meeting)
    votes = (tally.for_, tally.against, tally.abstain) if tally else (None, None, None)
    move_motion(
        motion,
        Motion.State.VOTING,
        state=Motion.State.CARRIED if carried else Motion.State.REJECTED,
        way=Motion.Way(way),
        for_count=votes[0],
        against_count=votes[1],
        abstain_count=votes[2],
        counts=asdict(counts),
        verdict=verdict.as_data(),
        decided_at=timezone.now(),
    )
    record(
        "motion.carried" if carried else "motion.rejected",
        actor=actor,
        subject=motion,
        way=way,
        votes=asdict(tally) if tally else {},
        counts=motion.counts,
        verdict=motion.verdict,
    )
    return motion


def _require_ways(motion: Motion, ways: Sequence[str], *, special_case: bool) -> None:
    rules = motion_rules(motion, special_case=special_case)
    if unknown := set(ways) - set(rules.ways):
        raise InvalidError(
            _("There is no such way of voting: %(ways)s.") % {"ways": ", ".join(sorted(unknown))},
            code="way_unknown",
            details={"field": "way"},
        )
    refused = [rules.ways[way] for way in ways or rules.ways if rules.ways[way].ok is False]
    if refused and (ways or not rules.allowed):
        raise _refused_by(refused[0], refused[0].code)


def _require_assembled(motion: Motion) -> None:
    meeting = motion.meeting
    in_writing = meeting_form(meeting) is MeetingForm.CORRESPONDENCE
    if meeting.state != Meeting.State.OPEN and not (in_writing and meeting.state == Meeting.State.NOTIFIED):
        raise RuleError(
            _("A vote is opened while the meeting is in session. It is: %(state)s.")
            % {"state": meeting.get_state_display()},
            code="not_in_session",
        )
    quorum = None if in_writing else bases_of(motion).quorum
    if quorum is not None and quorum.ok is False:
        raise _refused_by(quorum, "quorum_lost")


def _apply_rule(motion: Motion, way: str, votes: Tally | None) -> tuple[Bases, Verdict]:
    """Who counts at this moment, recusals taken into account, and what the charter says to the votes."""
    meeting = motion.meeting
    profile, kind = meeting_profile(meeting), meeting.body.kind
    allowed = may_decide_so(profile, kind, motion.kind, way, meeting_form(meeting))
    if allowed.ok is False:
        raise _refused_by(allowed, allowed.code)
    bases = bases_of(motion)
    if votes is None:
        verdict = is_carried_by_consensus(profile, kind, motion.kind, bases.counts)
    else:
        _require_hands(bases, votes)
        verdict = is_carried(profile, kind, motion.kind, votes, bases.counts)
    verdict = bases.rule.added_to(verdict, bases.recused)
    if verdict.code in ("no_quorum", "nobody_present", "nobody_entitled"):
        raise _refused_by(verdict, "quorum_lost")
    if verdict.ok is None:
        raise _refused_by(verdict, verdict.code)
    return bases, verdict


def _refused_by(verdict: Verdict, code: str) -> RuleError:
    sentence = in_language(verdict.sentence.zh, verdict.sentence.en)
    return RuleError(sentence, code=code, details={"verdict": verdict.as_data()})


def _votes(way: str, in_favour: int | None, against: int | None, abstain: int | None) -> Tally | None:
    if way not in BY_HAND:
        raise InvalidError(
            _("A meeting decides by show of hands or by consensus."),
            code="way_unknown",
            details={"field": "way"},
        )
    if way == Motion.Way.CONSENSUS:
        if in_favour or against or abstain:
            raise InvalidError(
                _("By consensus nothing is counted. Where hands were counted, choose show of hands."),
                code="counts_with_consensus",
                details={"field": "way"},
            )
        return None
    if in_favour is None or against is None or abstain is None:
        raise InvalidError(
            _("State how many were for, how many against and how many abstained; 0 is a number."),
            code="counts_missing",
            details={"field": "for_count"},
        )
    if min(in_favour, against, abstain) < 0:
        raise InvalidError(_("A count cannot be below 0."), code="count_negative")
    return Tally(in_favour, against, abstain)


def _require_hands(bases: Bases, votes: Tally) -> None:
    if votes.total > bases.may_vote:
        raise InvalidError(
            _("%(hands)s hands were counted, but only %(present)s with a vote are present. Count again.")
            % {"hands": votes.total, "present": bases.may_vote},
            code="more_hands_than_present",
            details={"field": "for_count", "present": bases.may_vote},
        )
