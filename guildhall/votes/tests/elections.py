"""Slates and ballots for tests."""

from guildhall.registry.rules import Counts
from guildhall.votes.tally import CandidateOnBallot, ElectionBallot, Slate


def make_slate(candidates: int = 3, seats: int = 2, **more: object) -> Slate:
    names = tuple(
        CandidateOnBallot(f"c{n}", f"候选人{n}", f"Candidate {n}") for n in range(1, candidates + 1)
    )
    return Slate(names, seats, **more)


def make_ballots(*marks: str) -> list[ElectionBallot]:
    """``"FA-"`` one ballot, ``"FA- x20"`` twenty, ``"FA-+王芳+李强"`` with names written in."""
    ballots = []
    for given in marks:
        text, _, times = given.partition(" x")
        letters, *names = text.split("+")
        ballots += [ElectionBallot(letters, tuple(names))] * int(times or 1)
    return ballots


def make_counts(present: int = 20, entitled: int | None = None) -> Counts:
    return Counts(entitled or present, present)
