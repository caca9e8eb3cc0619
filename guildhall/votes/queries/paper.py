"""An election's ballot paper as the voter sees it, and what would make it invalid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guildhall.core.models import in_language
from guildhall.votes.models import Vote
from guildhall.votes.queries.result import slate_of
from guildhall.votes.tally import ElectionBallot, fault_of


@dataclass(frozen=True)
class BallotLine:
    """One candidate's line; ``mark`` is what was chosen so far."""

    field: str
    name: str
    mark: str


def ballot_lines(vote: Vote, given: Mapping[str, Any]) -> list[BallotLine]:
    """The candidates in the order of the ballot. Of a motion nothing."""
    if vote.election_id is None:
        return []
    return [
        BallotLine(
            f"mark_{place}",
            in_language(one.get("name_zh", ""), one.get("name_en", "")),
            str(given.get(f"mark_{place}", "")),
        )
        for place, one in enumerate(vote.slate)
    ]


def ballot_fault(vote: Vote, marks: str, write_ins: Sequence[str]) -> str:
    """Why a ballot with these marks would be invalid, for the page that asks to confirm it; empty where it is valid."""
    if vote.election_id is None:
        return ""
    fault = fault_of(ElectionBallot(marks, tuple(write_ins)), slate_of(vote))
    return in_language(fault.sentence.zh, fault.sentence.en) if fault else ""
