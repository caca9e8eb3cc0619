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
from guildhall.awards.actions.result import (
    answer_objection,
    begin_publicity,
    decide_result,
    issue_certificates,
    object_to_result,
    revoke_award,
)
from guildhall.awards.actions.review import break_tie, close_scoring, score_entry

__all__ = [
    "CallDetails",
    "CategoryLine",
    "CriterionLine",
    "EntryDetails",
    "Lines",
    "PrizeLine",
    "answer_objection",
    "assign_reviewers",
    "attach_entry_file",
    "begin_publicity",
    "break_tie",
    "cancel_call",
    "change_call",
    "change_entry",
    "close_scoring",
    "decide_result",
    "declare_conflict",
    "draft_call",
    "exclude_entry",
    "issue_certificates",
    "name_reviewers",
    "object_to_result",
    "postpone_call",
    "publish_call",
    "remove_entry_file",
    "remove_reviewer",
    "revoke_award",
    "score_entry",
    "start_entry",
    "submit_entry",
    "withdraw_entry",
]
