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

__all__ = [
    "CallDetails",
    "CategoryLine",
    "CriterionLine",
    "EntryDetails",
    "Lines",
    "PrizeLine",
    "attach_entry_file",
    "cancel_call",
    "change_call",
    "change_entry",
    "draft_call",
    "exclude_entry",
    "postpone_call",
    "publish_call",
    "remove_entry_file",
    "start_entry",
    "submit_entry",
    "withdraw_entry",
]
