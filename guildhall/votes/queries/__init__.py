"""What can be asked about votes."""

from guildhall.votes.queries.count import (
    count_faults,
    counts_shown_to,
    differences_between,
    papers_issued,
    seats_in_room,
)
from guildhall.votes.queries.proxy import proxy_list, proxy_rule
from guildhall.votes.queries.result import (
    Result,
    ballots_of,
    count_entered,
    counts_at_close,
    result_of,
    slate_of,
)
from guildhall.votes.queries.roll import (
    CHANNELS,
    VoteHeld,
    channels_now,
    is_in_writing,
    proxies_of,
    recused_in,
    voter_of,
    votes_held,
)

__all__ = [
    "CHANNELS",
    "Result",
    "VoteHeld",
    "ballots_of",
    "channels_now",
    "count_entered",
    "count_faults",
    "counts_at_close",
    "counts_shown_to",
    "differences_between",
    "is_in_writing",
    "papers_issued",
    "proxies_of",
    "proxy_list",
    "proxy_rule",
    "recused_in",
    "result_of",
    "seats_in_room",
    "slate_of",
    "voter_of",
    "votes_held",
]
