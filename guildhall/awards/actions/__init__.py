"""What can happen to calls for entries, entries, reviews and awards."""

from guildhall.awards.actions.call import (
    CallDetails,
    CategoryLine,
    CriterionLine,
    Lines,
    PrizeLine,
    cancel_call,
    change_call,
    draft_call,
    postpone_call,
    publish_call,
)
from guildhall.awards.actions.entry import (
    EntryDetails,
    attach_entry_file,
    change_entry,
    exclude_entry,
    remove_entry_file,
    start_entry,
    submit_entry,
    withdraw_entry,
)
from guildhall.awards.actions.panel import (
    assign_reviewers,
    declare_conflict,
    name_reviewers,
    remove_reviewer,
)
from guildhall.awards.actions.review import break_tie, close_scoring, score_entry

__all__ = [
    "CallDetails",
    "CategoryLine",
    "CriterionLine",
    "EntryDetails",
    "Lines",
    "PrizeLine",
    "assign_reviewers",
    "attach_entry_file",
    "break_tie",
    "cancel_call",
    "change_call",
    "change_entry",
    "close_scoring",
    "declare_conflict",
    "draft_call",
    "exclude_entry",
    "name_reviewers",
    "postpone_call",
    "publish_call",
    "remove_entry_file",
    "remove_reviewer",
    "score_entry",
    "start_entry",
    "submit_entry",
    "withdraw_entry",
]
