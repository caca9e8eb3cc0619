from guildhall.dues.models.account import BankAccount
from guildhall.dues.models.disclosure import Disclosure
from guildhall.dues.models.ledger import Account, Entry, Posting
from guildhall.dues.models.notice import (
    DuesNotice,
    DuesNoticeQuerySet,
    DuesRun,
    Reminder,
    ReminderStep,
    Waiver,
)
from guildhall.dues.models.payment import Allocation, Payment, Receipt, Refund
from guildhall.dues.models.standard import DuesRate, DuesStandard
from guildhall.dues.models.stated import StatedCollection
from guildhall.dues.models.statement import PayerAlias, Statement, StatementLine

__all__ = [
    "Account",
    "Allocation",
    "BankAccount",
    "Disclosure",
    "DuesNotice",
    "DuesNoticeQuerySet",
    "DuesRate",
    "DuesRun",
    "DuesStandard",
    "Entry",
    "PayerAlias",
    "Payment",
    "Posting",
    "Receipt",
    "Refund",
    "Reminder",
    "ReminderStep",
    "StatedCollection",
    "Statement",
    "StatementLine",
    "Waiver",
]
