"""Pages of the dues."""

from guildhall.dues.views.notice import (
    approve_waiver,
    cancel_notice,
    notice,
    notice_list,
    print_notice,
    refuse_waiver,
    request_waiver,
    undo_waiver,
    waiver_list,
)
from guildhall.dues.views.reminder import (
    add_reminder_step,
    change_reminder_step,
    reminder_step_list,
    set_bank_account,
)
from guildhall.dues.views.run import book_run, issue_notice, prepare_run, run, run_list, send_run
from guildhall.dues.views.standard import (
    adopt_standard,
    change_standard,
    draft_standard,
    set_rates,
    standard,
    standard_list,
)

__all__ = [
    "add_reminder_step",
    "adopt_standard",
    "approve_waiver",
    "book_run",
    "cancel_notice",
    "change_reminder_step",
    "change_standard",
    "draft_standard",
    "issue_notice",
    "notice",
    "notice_list",
    "prepare_run",
    "print_notice",
    "refuse_waiver",
    "reminder_step_list",
    "request_waiver",
    "run",
    "run_list",
    "send_run",
    "set_bank_account",
    "set_rates",
    "standard",
    "standard_list",
    "undo_waiver",
    "waiver_list",
]
