"""Which round of an election comes next, and what a round came to, as it is shown and read out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.registry.models import Person
from guildhall.votes.models import Candidate, Election, Teller, Vote
from guildhall.votes.tally import FAULTS


@dataclass(frozen=True)
class Round:
    """The round that can be held: its number, the lines of its ballot in order, and how many are to be elected."""

    number: int
    slate: list[dict[str, str]]
    seats: int
    is_run_off: bool = False


def slate_line(candidate: Candidate) -> dict[str, str]:
    """A line of the ballot as it is kept with the vote: the name, and the unit that tells namesakes apart."""
    person, unit = candidate.person, candidate.organization or candidate.person.organization
    return {
        "id": str(candidate.pk),
        "name_zh": person.name_zh or person.name_en,
        "name_en": person.name_en or person.name_zh,
        "unit_zh": unit.name_zh if unit else "",
        "unit_en": unit.name_en if unit else "",
    }


def next_round(election: Election) -> Round | None:
    """The whole list first; after a tie the tied, after vacancies those not elected; after a void vote the same.

    None where the list is open, nobody is left to vote on, or all seats are filled.
    """
    held = election.votes.filter(state=Vote.State.DECLARED).order_by("number")
    latest = held.last()
    if latest is None:
        listed = election.candidates.filter(place__isnull=False).order_by("place")
        listed = listed.select_related("person__organization", "organization")
        slate = [slate_line(one) for one in listed]
        return Round(1, slate, election.seats) if slate else None
    outcome, number = latest.outcome, latest.number + 1
    if outcome["ok"] is True:
        return None
    if outcome["code"] not in ("tie", "vacancies"):
        return Round(number, list(latest.slate), latest.seats or election.seats)
    tied, elected = set(outcome["run_off"]), set(outcome["elected"])
    again = [one for one in latest.slate if (one["id"] in tied if tied else one["id"] not in elected)]
    seats = outcome["seats_left"] or outcome["vacancies"]
    return Round(number, again, seats, is_run_off=True) if again else None


@dataclass(frozen=True)
class Result:
    """One name of a declared round with its votes; ``width`` is the share of the bar in per cent."""

    name: str
    unit: str
    in_favour: int
    against: int
    abstain: int
    state: str
    sentence: str
    written_in: bool
    width: tuple[int, int, int]

    @property
    def is_elected(self) -> bool:
        return self.state == "elected"

    @property
    def abstain_from(self) -> int:
        """Where the third part of the bar begins."""
        return self.width[0] + self.width[1]


def results_of(vote: Vote, units: dict[str, str] | None = None) -> list[Result]:
    """The standings of a declared round in the order of the ballot, then those written in. ``units`` by candidate."""
    return [_result(one, (units or {}).get(one["id"], "")) for one in vote.outcome.get("standings", [])]


def _result(one: dict[str, Any], unit: str) -> Result:
    votes = (one["for"], one["against"], one["abstain"])
    total = sum(votes) or 1
    return Result(
        name=in_language(one["name_zh"], one["name_en"]),
        unit=unit,
        in_favour=votes[0],
        against=votes[1],
        abstain=votes[2],
        state=one["state"],
        sentence=in_language(one["sentence"]["zh"], one["sentence"]["en"]),
        written_in=one["written_in"],
        width=(100 * votes[0] // total, 100 * votes[1] // total, 100 * votes[2] // total),
    )


@dataclass(frozen=True)
class ShownRound:
    """A round on the page: what was counted, how everyone fared, who watched and counted it, and who has signed."""

    vote: Vote
    results: list[Result]
    tellers: list[Teller]

    @property
    def tally(self) -> dict[str, Any]:
        """Issued, returned, valid; empty before the round is declared."""
        tally: dict[str, Any] = self.vote.tally
        return tally

    @property
    def is_declared(self) -> bool:
        return self.vote.state == Vote.State.DECLARED

    @property
    def sentence(self) -> str:
        said = self.vote.outcome.get("sentence") or {"zh": "", "en": ""}
        return in_language(said["zh"], said["en"])

    @property
    def invalid(self) -> list[tuple[str, int]]:
        """The invalid ballots by reason, in the reader's language."""
        return [(_said(reason(code)), number) for code, number in self.tally.get("invalid", {}).items()]

    @property
    def invalid_total(self) -> int:
        return sum(self.tally.get("invalid", {}).values())

    @property
    def signed(self) -> int:
        return sum(teller.signed_at is not None for teller in self.tellers)


def reason(code: str) -> Sentence:
    """Why a ballot is invalid; of paper ballots the tellers tell only how many."""
    return FAULTS.get(code) or Sentence(
        "纸质选票经监票、计票人员认定无效", "paper ballots that the tellers found invalid"
    )


def _said(sentence: Sentence) -> str:
    return in_language(sentence.zh, sentence.en)


def shown_rounds(votes: Iterable[Vote], candidates: Sequence[Candidate]) -> list[ShownRound]:
    """The rounds for the page; ``candidates`` lend the units."""
    units = {str(one.pk): _unit(one) for one in candidates}
    return [ShownRound(vote, results_of(vote, units), list(vote.tellers.all())) for vote in votes]


def _unit(candidate: Candidate) -> str:
    unit = candidate.organization or candidate.person.organization
    return unit.name if unit else ""


def named_before(election: Election) -> dict[str, list[Person]]:
    """Who watched and counted the last round, to begin the next one's form with."""
    last = election.votes.order_by("number").last()
    tellers = list(last.tellers.select_related("person")) if last else []
    return {
        "scrutineers": [one.person for one in tellers if one.role == Teller.Role.SCRUTINEER],
        "tellers": [one.person for one in tellers if one.role == Teller.Role.TELLER],
    }


def units_of(vote: Vote) -> dict[str, str]:
    """The unit of each candidate on the ballot, in the reader's language, as it stood when the vote opened."""
    return {one["id"]: in_language(one.get("unit_zh", ""), one.get("unit_en", "")) for one in vote.slate}
