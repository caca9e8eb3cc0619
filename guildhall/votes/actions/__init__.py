"""What can happen to votes."""

from guildhall.votes.actions.ballot import Receipt, cast_ballot
from guildhall.votes.actions.candidate import (
    NominationDetails,
    answer_nomination,
    nominate,
    nominate_names,
    withdraw_candidate,
)
from guildhall.votes.actions.closing import close_vote
from guildhall.votes.actions.count import CountDetails, enter_count, set_counts_aside
from guildhall.votes.actions.election import (
    ElectionDetails,
    abandon_election,
    change_election,
    fix_slate,
    prepare_election,
    show_election,
    unfix_slate,
)
from guildhall.votes.actions.office import take_office
from guildhall.votes.actions.pack import issue_pack
from guildhall.votes.actions.proxy import give_proxy, revoke_proxy
from guildhall.votes.actions.result import declare_result, sign_result
from guildhall.votes.actions.roll import follow_attendance, issue_papers, move_voter, take_back_paper
from guildhall.votes.actions.round import RoundDetails, open_round
from guildhall.votes.actions.settling import conclude_election, confirm_written_in, settle_election
from guildhall.votes.actions.vote import VoteDetails, abandon_vote, open_vote

__all__ = [
    "CountDetails",
    "ElectionDetails",
    "NominationDetails",
    "Receipt",
    "RoundDetails",
    "VoteDetails",
    "abandon_election",
    "abandon_vote",
    "answer_nomination",
    "cast_ballot",
    "change_election",
    "close_vote",
    "conclude_election",
    "confirm_written_in",
    "declare_result",
    "enter_count",
    "fix_slate",
    "follow_attendance",
    "give_proxy",
    "issue_pack",
    "issue_papers",
    "move_voter",
    "nominate",
    "nominate_names",
    "open_round",
    "open_vote",
    "prepare_election",
    "revoke_proxy",
    "set_counts_aside",
    "settle_election",
    "show_election",
    "sign_result",
    "take_back_paper",
    "take_office",
    "unfix_slate",
    "withdraw_candidate",
]
