"""What can happen to votes."""

from guildhall.votes.actions.ballot import Receipt, cast_ballot
from guildhall.votes.actions.closing import close_vote
from guildhall.votes.actions.count import CountDetails, enter_count, set_counts_aside
from guildhall.votes.actions.proxy import give_proxy, revoke_proxy
from guildhall.votes.actions.result import declare_result, sign_result
from guildhall.votes.actions.roll import follow_attendance, issue_papers, move_voter, take_back_paper
from guildhall.votes.actions.vote import VoteDetails, abandon_vote, open_vote

__all__ = [
    "CountDetails",
    "Receipt",
    "VoteDetails",
    "abandon_vote",
    "cast_ballot",
    "close_vote",
    "declare_result",
    "enter_count",
    "follow_attendance",
    "give_proxy",
    "issue_papers",
    "move_voter",
    "open_vote",
    "revoke_proxy",
    "set_counts_aside",
    "sign_result",
    "take_back_paper",
]
