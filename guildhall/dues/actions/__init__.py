"""What can happen to dues."""

from guildhall.dues.actions.account import set_bank_account
from guildhall.dues.actions.notice import (
    approve_waiver,
    cancel_notice,
    issue_notice,
    refuse_waiver,
    request_waiver,
    undo_waiver,
)
from guildhall.dues.actions.reminder import (
    StepDetails,
    add_reminder_step,
    change_reminder_step,
    send_dues_reminders,
)
from guildhall.dues.actions.run import book_run, prepare_run, send_run
from guildhall.dues.actions.standard import (
    StandardDetails,
    VoteDetails,
    adopt_standard,
    change_standard,
    draft_standard,
    set_rates,
)

__all__ = [
    "StandardDetails",
    "StepDetails",
    "VoteDetails",
    "add_reminder_step",
    "adopt_standard",
    "approve_waiver",
    "book_run",
    "cancel_notice",
    "change_reminder_step",
    "change_standard",
    "draft_standard",
    "issue_notice",
    "prepare_run",
    "refuse_waiver",
    "request_waiver",
    "send_dues_reminders",
    "send_run",
    "set_bank_account",
    "set_rates",
    "undo_waiver",
]
