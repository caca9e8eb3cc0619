"""What can happen to dues."""

from guildhall.dues.actions.account import set_bank_account
from guildhall.dues.actions.collector import renew_branches, set_collector, set_collectors, set_target
from guildhall.dues.actions.disclosure import (
    prepare_disclosure,
    publish_disclosure,
    return_disclosure,
    sign_disclosure,
)
from guildhall.dues.actions.notice import (
    approve_waiver,
    cancel_notice,
    issue_notice,
    refuse_waiver,
    request_waiver,
    undo_waiver,
)
from guildhall.dues.actions.payment import (
    PaymentDetails,
    allocate_payment,
    book_certain_lines,
    book_line,
    forget_alias,
    propose_matches,
    record_payment,
    refund_payment,
    undo_allocation,
    undo_payment,
)
from guildhall.dues.actions.receipt import (
    record_receipt,
    verify_receipt,
    void_receipt,
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
from guildhall.dues.actions.statement import (
    choose_columns,
    set_line_aside,
    take_line_back,
    take_statement,
)

__all__ = [
    "PaymentDetails",
    "StandardDetails",
    "StepDetails",
    "VoteDetails",
    "add_reminder_step",
    "adopt_standard",
    "allocate_payment",
    "approve_waiver",
    "book_certain_lines",
    "book_line",
    "book_run",
    "cancel_notice",
    "change_reminder_step",
    "change_standard",
    "choose_columns",
    "draft_standard",
    "forget_alias",
    "issue_notice",
    "prepare_disclosure",
    "prepare_run",
    "propose_matches",
    "publish_disclosure",
    "record_payment",
    "record_receipt",
    "refund_payment",
    "refuse_waiver",
    "renew_branches",
    "request_waiver",
    "return_disclosure",
    "send_dues_reminders",
    "send_run",
    "set_bank_account",
    "set_collector",
    "set_collectors",
    "set_line_aside",
    "set_rates",
    "set_target",
    "sign_disclosure",
    "take_line_back",
    "take_statement",
    "undo_allocation",
    "undo_payment",
    "undo_waiver",
    "verify_receipt",
    "void_receipt",
]
