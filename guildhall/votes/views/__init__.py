from guildhall.votes.views.ballot import ballots, bundle, cast_ballot, verifier
from guildhall.votes.views.count import enter_count, set_counts_aside
from guildhall.votes.views.proxy import give_proxy, revoke_proxy
from guildhall.votes.views.roll import follow_attendance, issue_papers, move_voter, roll, take_back_paper
from guildhall.votes.views.vote import (
    abandon_vote,
    close_vote,
    declare_result,
    meeting_votes,
    open_vote,
    sign_result,
    vote,
    vote_list,
    vote_state,
)

__all__ = [
    "abandon_vote",
    "ballots",
    "bundle",
    "cast_ballot",
    "close_vote",
    "declare_result",
    "enter_count",
    "follow_attendance",
    "give_proxy",
    "issue_papers",
    "meeting_votes",
    "move_voter",
    "open_vote",
    "revoke_proxy",
    "roll",
    "set_counts_aside",
    "sign_result",
    "take_back_paper",
    "verifier",
    "vote",
    "vote_list",
    "vote_state",
]
