"""What can happen to the money of the association and its branches."""

from guildhall.finance.actions.budget import (
    Line,
    approve_budget,
    draft_budget,
    import_budget_lines,
    return_budget,
    set_budget_lines,
    submit_budget,
)
from guildhall.finance.actions.collection import (
    book_collection,
    refuse_collection,
    report_collection,
    undo_collection,
)
from guildhall.finance.actions.rules import (
    confirm_finance_rules,
    issue_finance_rules,
    send_rules_reminders,
    set_spending_rules,
)
from guildhall.finance.actions.statement import accept_statement, return_statement, submit_statement
from guildhall.finance.actions.voucher import (
    VoucherDetails,
    approve_voucher,
    attach_voucher_file,
    book_voucher,
    refuse_voucher,
    request_voucher,
    undo_voucher,
)

__all__ = [
    "Line",
    "VoucherDetails",
    "accept_statement",
    "approve_budget",
    "approve_voucher",
    "attach_voucher_file",
    "book_collection",
    "book_voucher",
    "confirm_finance_rules",
    "draft_budget",
    "import_budget_lines",
    "issue_finance_rules",
    "refuse_collection",
    "refuse_voucher",
    "report_collection",
    "request_voucher",
    "return_budget",
    "return_statement",
    "send_rules_reminders",
    "set_budget_lines",
    "set_spending_rules",
    "submit_budget",
    "submit_statement",
    "undo_collection",
    "undo_voucher",
]
