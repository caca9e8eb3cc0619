"""Pages of awards."""

from guildhall.awards.views.call import (
    call,
    call_list,
    cancel_call,
    change_call,
    draft_call,
    postpone_call,
    public_call,
    public_call_list,
    publish_call,
)
from guildhall.awards.views.entry import (
    attach_entry_file,
    change_entry,
    entry,
    entry_list,
    exclude_entry,
    my_entry_list,
    remove_entry_file,
    start_entry,
    submit_entry,
    withdraw_entry,
)

__all__ = [
    "attach_entry_file",
    "call",
    "call_list",
    "cancel_call",
    "change_call",
    "change_entry",
    "draft_call",
    "entry",
    "entry_list",
    "exclude_entry",
    "my_entry_list",
    "postpone_call",
    "public_call",
    "public_call_list",
    "publish_call",
    "remove_entry_file",
    "start_entry",
    "submit_entry",
    "withdraw_entry",
]
