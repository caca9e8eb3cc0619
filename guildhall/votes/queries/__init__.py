"""What can be asked about votes."""

from guildhall.votes.queries.roll import (
    VoteHeld,
    channels_now,
    is_in_writing,
    proxies_of,
    recused_in,
    voter_of,
    votes_held,
)

__all__ = [
    "VoteHeld",
    "channels_now",
    "is_in_writing",
    "proxies_of",
    "recused_in",
    "voter_of",
    "votes_held",
]
