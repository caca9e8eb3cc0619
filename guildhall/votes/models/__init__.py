"""Votes: how a motion or an election is put to a body, who voted, what was voted, what came of it."""

from guildhall.votes.models.election import Candidate, Election
from guildhall.votes.models.roll import BoxBallot, Envelope, NamedBallot, Proxy, RollEntry
from guildhall.votes.models.vote import Count, Teller, Vote

__all__ = [
    "BoxBallot",
    "Candidate",
    "Count",
    "Election",
    "Envelope",
    "NamedBallot",
    "Proxy",
    "RollEntry",
    "Teller",
    "Vote",
]
