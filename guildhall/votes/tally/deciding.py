"""Is the motion carried, who is elected: the charter's thresholds applied to a count."""

from dataclasses import replace

from guildhall.core.sentences import Sentence
from guildhall.registry.rules import Base, Counts, Profile, Tally, Verdict, is_carried
from guildhall.registry.rules.labels import WAYS, called
from guildhall.votes.tally.boxes import Box, ElectionCount, MotionCount, WrittenIn
from guildhall.votes.tally.outcome import ElectionOutcome, Standing, seated, undone
from guildhall.votes.tally.slate import CandidateOnBallot, Slate

PER_VOTE = ("carried", "not_carried", "base_is_zero")


def with_ballots(counts: Counts, count: MotionCount | ElectionCount) -> Counts:
    """Who was there, with the ballots of this count: what was counted goes before what was expected."""
    return replace(counts, issued=count.issued, returned=count.returned, valid=count.valid)


def decide_motion(
    count: MotionCount, profile: Profile, body_kind: str, motion_kind: str, counts: Counts
) -> Verdict:
    """Is the motion carried? As ``registry.rules.is_carried``, and void where any single box is overfull."""
    if count.overfull:
        return _void(count.overfull)
    return is_carried(profile, body_kind, motion_kind, count.votes, with_ballots(counts, count))


def decide_election(
    count: ElectionCount,
    slate: Slate,
    profile: Profile,
    body_kind: str,
    motion_kind: str,
    counts: Counts,
) -> ElectionOutcome:
    """Who is elected: each candidate who reaches the charter's majority, by votes for, at most ``slate.seats``.

    An overfull box or a lost quorum undoes the whole vote. A tie for the last seats elects nobody of the tied. Names
    written in that reach the majority are elected subject to confirmation. ValueError for another slate's count.
    """
    if len(count.votes) != len(slate.candidates):
        raise ValueError("this count is of another slate")
    counts = with_ballots(counts, count)
    rule = (body_kind, motion_kind)
    standings = [
        Standing(candidate, votes, is_carried(profile, *rule, votes, counts))
        for candidate, votes in zip(slate.candidates, count.votes, strict=True)
    ]
    voters = _voters(count)
    standings += [_written_in(one, voters, profile, rule, counts) for one in count.write_ins]
    verdict = _whole_vote(count, profile, rule, counts, standings)
    if verdict:
        return undone(verdict, slate, standings)
    second_round = profile.motion_rule(motion_kind, "second_round")
    return seated(slate, standings, second_round=None if second_round is None else bool(second_round.value))


def _void(box: Box) -> Verdict:
    way = called(box.way, WAYS)
    return Verdict(
        ok=False,
        code="more_returned_than_issued",
        sentence=Sentence(
            f"{way.zh}：发出选票{box.issued}张，收回{box.returned}张，收回多于发出：投票无效，应重新投票。",
            f"{way.en.capitalize()}: {box.issued} ballots issued and {box.returned} returned, more than issued: void, vote again.",
        ),
    )


def _whole_vote(
    count: ElectionCount, profile: Profile, rule: tuple[str, str], counts: Counts, standings: list[Standing]
) -> Verdict | None:
    """What undoes the vote for everybody; asked also with no votes, because a slate may be empty."""
    if count.overfull:
        return _void(count.overfull)
    verdicts = [is_carried(profile, *rule, Tally(0, 0, 0), counts), *(one.verdict for one in standings)]
    return next((one for one in verdicts if one.ok is None or one.code not in PER_VOTE), None)


def _voters(count: ElectionCount) -> int:
    if count.valid is not None:
        return count.valid
    return max((votes.total for votes in count.votes), default=0)


def _written_in(
    one: WrittenIn, voters: int, profile: Profile, rule: tuple[str, str], counts: Counts
) -> Standing:
    """Nobody could mark a name against that was not on the ballot: every valid ballot without it is no vote for it.

    So where the charter's base is votes for and against, the base is the valid ballots; otherwise one vote would do.
    """
    others = max(voters - one.votes, 0)
    votes = Tally(one.votes, 0, others)
    verdict = is_carried(profile, *rule, votes, counts)
    if verdict.applied and verdict.applied.rule.base is Base.CAST:
        verdict = is_carried(profile, *rule, Tally(one.votes, others, 0), counts)
    candidate = CandidateOnBallot(f"written:{one.name}", one.name, one.name)
    return Standing(candidate, votes, _in_words(verdict, one.votes), written_in=True)


def _in_words(verdict: Verdict, votes: int) -> Verdict:
    applied = verdict.applied
    if verdict.code not in PER_VOTE or applied is None or applied.needed is None:
        return verdict
    end = Sentence("通过", "carried") if verdict.ok else Sentence("未通过", "not carried")
    return replace(
        verdict,
        sentence=Sentence(
            f"另选{votes}票；须不少于{applied.needed}票（基数{applied.base_count}）：{end.zh}。",
            f"written in by {votes}; {applied.needed} of {applied.base_count} are needed: {end.en}.",
        ),
    )
