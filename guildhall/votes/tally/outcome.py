"""What an election came to: who is elected, who ties, what stays vacant, and the sentences that say why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from guildhall.core.sentences import Sentence
from guildhall.registry.rules import Tally, Verdict
from guildhall.votes.tally.slate import CandidateOnBallot, Slate

State = Literal["elected", "run_off", "without_seat", "not_carried", "undecided"]
STATES: dict[State, Sentence] = {
    "elected": Sentence("当选", "elected"),
    "run_off": Sentence("得票相同，须再次投票", "tied, to be voted on again"),
    "without_seat": Sentence("得票达到要求，但名额已满", "enough votes, but the seats are taken"),
    "not_carried": Sentence("未当选", "not elected"),
    "undecided": Sentence("无法判断", "cannot be told"),
}


@dataclass(frozen=True)
class Standing:
    """How one name fared. Somebody written in has no place on the slate: ``candidate.id`` is ``written:<name>``."""

    candidate: CandidateOnBallot
    votes: Tally
    verdict: Verdict
    written_in: bool = False
    state: State = "undecided"

    @property
    def sentence(self) -> Sentence:
        """王芳：赞成12票……：通过。当选。"""
        name, end, why = self.candidate.name, STATES[self.state], self.verdict.sentence
        return Sentence(f"{name.zh}：{why.zh}{end.zh}。", f"{name.en}: {why.en} {end.en.capitalize()}.")

    def as_data(self) -> dict[str, Any]:
        """Plain JSON: id, name_zh, name_en, written_in, for, against, abstain, state, verdict, sentence."""
        return {
            "id": self.candidate.id,
            "name_zh": self.candidate.name_zh,
            "name_en": self.candidate.name_en,
            "written_in": self.written_in,
            "for": self.votes.for_,
            "against": self.votes.against,
            "abstain": self.votes.abstain,
            "state": self.state,
            "verdict": self.verdict.as_data(),
            "sentence": self.sentence.as_data(),
        }


@dataclass(frozen=True)
class ElectionOutcome:
    """``ok``: True, all seats are filled; False, not; None, it cannot be told. ``code`` says which way:

    ``all_elected``; ``tie`` (``run_off`` stand for ``seats_left``); ``vacancies`` (so many stay vacant); or the code
    of what undoes the whole vote: ``more_returned_than_issued``, ``no_quorum``, ``nobody_present``, ``no_rule``, ...
    ``standings`` are in the order of the slate, then those written in; ``elected`` in the order of their votes.
    """

    ok: bool | None
    code: str
    sentence: Sentence
    seats: int
    standings: tuple[Standing, ...]
    elected: tuple[Standing, ...] = ()
    run_off: tuple[Standing, ...] = ()
    seats_left: int = 0
    vacancies: int = 0
    second_round: bool | None = None  # as the charter says; None: it says nothing

    @property
    def to_be_confirmed(self) -> tuple[Standing, ...]:
        """Elected without having stood: they have to accept, and somebody checks that they may hold the post."""
        return tuple(one for one in self.elected if one.written_in)

    def as_data(self) -> dict[str, Any]:
        """Plain JSON for the API and for what is kept when a vote closes."""
        return {
            "ok": self.ok,
            "code": self.code,
            "sentence": self.sentence.as_data(),
            "seats": self.seats,
            "standings": [one.as_data() for one in self.standings],
            "elected": [one.candidate.id for one in self.elected],
            "run_off": [one.candidate.id for one in self.run_off],
            "seats_left": self.seats_left,
            "vacancies": self.vacancies,
            "second_round": self.second_round,
        }


def undone(verdict: Verdict, slate: Slate, standings: Sequence[Standing]) -> ElectionOutcome:
    """The whole vote comes to nothing, for the reason that the verdict gives."""
    return ElectionOutcome(verdict.ok, verdict.code, verdict.sentence, slate.seats, tuple(standings))


def seated(slate: Slate, standings: Sequence[Standing], *, second_round: bool | None) -> ElectionOutcome:
    """Those who carried take the seats in the order of their votes for.

    Where the last seats are between equals nobody of them is elected: they are voted on again.
    """
    carried = sorted((one for one in standings if one.verdict.ok), key=lambda one: -one.votes.for_)
    elected, tied = carried[: slate.seats], []
    if len(carried) > slate.seats and carried[slate.seats].votes.for_ == elected[-1].votes.for_:
        boundary = elected[-1].votes.for_
        elected = [one for one in carried if one.votes.for_ > boundary]
        tied = [one for one in carried if one.votes.for_ == boundary]
    left = slate.seats - len(elected)
    states: dict[str, State] = {one.candidate.id: "without_seat" for one in carried}
    states |= {one.candidate.id: "elected" for one in elected}
    states |= {one.candidate.id: "run_off" for one in tied}
    settled = {
        one.candidate.id: replace(one, state=states.get(one.candidate.id, "not_carried")) for one in standings
    }
    outcome = ElectionOutcome(
        ok=not left,
        code="tie" if tied else "vacancies" if left else "all_elected",
        sentence=Sentence("", ""),
        seats=slate.seats,
        standings=tuple(settled.values()),
        elected=tuple(settled[one.candidate.id] for one in elected),
        run_off=tuple(settled[one.candidate.id] for one in tied),
        seats_left=left if tied else 0,
        vacancies=0 if tied else left,
        second_round=second_round,
    )
    return replace(outcome, sentence=_sentence(outcome))


def _sentence(outcome: ElectionOutcome) -> Sentence:
    names, count = _names(outcome.elected), len(outcome.elected)
    zh = [f"应选{outcome.seats}名，当选{count}名" + (f"：{names.zh}。" if count else "。")]
    en = [f"{count} elected for {outcome.seats} seats" + (f": {names.en}." if count else ".")]
    parts = [_tie(outcome), _vacant(outcome), _confirmation(outcome)]
    zh += [part.zh for part in parts if part]
    en += [part.en for part in parts if part]
    return Sentence("".join(zh), " ".join(en))


def _names(standings: Sequence[Standing]) -> Sentence:
    names = [one.candidate.name for one in standings]
    return Sentence("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def _tie(outcome: ElectionOutcome) -> Sentence | None:
    if not outcome.run_off:
        return None
    names, votes, left = _names(outcome.run_off), outcome.run_off[0].votes.for_, outcome.seats_left
    return Sentence(
        f"{names.zh}得票相同（各{votes}票），余下名额{left}名，均不当选，应就其再次投票。",
        f"{names.en} have the same number of votes ({votes} each) for {left} remaining: none of them is elected;"
        " vote on them again.",
    )


def _vacant(outcome: ElectionOutcome) -> Sentence | None:
    if not outcome.vacancies:
        return None
    ends = {
        True: Sentence("可另行选举", "another round may be held"),
        False: Sentence("不再另行选举，名额空缺", "no other round is held"),
        None: Sentence(
            "是否另行选举，请按本会章程办理", "check your own charter on whether another round is held"
        ),
    }
    end, vacant = ends[outcome.second_round], outcome.vacancies
    return Sentence(f"不足应选名额{vacant}名：{end.zh}。", f"Seats left vacant: {vacant}; {end.en}.")


def _confirmation(outcome: ElectionOutcome) -> Sentence | None:
    if not outcome.to_be_confirmed:
        return None
    names = _names(outcome.to_be_confirmed)
    return Sentence(
        f"{names.zh}系另选他人当选，须本人同意并核实任职条件。",
        f"Written in: {names.en}; to be accepted by them and checked for the post.",
    )


def next_slate(outcome: ElectionOutcome, slate: Slate) -> Slate | None:
    """The slate of the next vote: the tied for the seats left, or all not elected for the vacant seats.

    None where nobody is left to vote on or all seats are filled. A vote that came to nothing is repeated as it was.
    """
    if outcome.code not in ("tie", "vacancies"):
        return None if outcome.ok else slate
    again = outcome.run_off or tuple(
        one for one in outcome.standings if one.state != "elected" and not one.written_in
    )
    if not again:
        return None
    candidates = tuple(one.candidate for one in again)
    return replace(slate, candidates=candidates, seats=outcome.seats_left or outcome.vacancies)
