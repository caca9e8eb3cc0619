from guildhall.dues.models.branch import Budget, BudgetLine, FinanceRules, RulesConfirmation, Voucher
from guildhall.dues.models.ledger import Account, Entry, Posting
from guildhall.dues.models.notice import DuesNotice, DuesRun, Reminder, ReminderStep, Waiver
from guildhall.dues.models.payment import Allocation, Payment, Receipt, Refund
from guildhall.dues.models.standard import DuesRate, DuesStandard
from guildhall.dues.models.statement import PayerAlias, Statement, StatementLine

__all__ = [
    "Account",
    "Allocation",
    "Budget",
    "BudgetLine",
    "DuesNotice",
    "DuesRate",
    "DuesRun",
    "DuesStandard",
    "Entry",
    "FinanceRules",
    "PayerAlias",
    "Payment",
    "Posting",
    "Receipt",
    "Refund",
    "Reminder",
    "ReminderStep",
    "RulesConfirmation",
    "Statement",
    "StatementLine",
    "Voucher",
    "Waiver",
]
