from guildhall.finance.models.budget import Budget, BudgetLine
from guildhall.finance.models.rules import (
    FinanceRules,
    RulesConfirmation,
    SpendingRules,
    StatedBranches,
)
from guildhall.finance.models.statement import FinanceStatement
from guildhall.finance.models.voucher import Collection, Voucher

__all__ = [
    "Budget",
    "BudgetLine",
    "Collection",
    "FinanceRules",
    "FinanceStatement",
    "RulesConfirmation",
    "SpendingRules",
    "StatedBranches",
    "Voucher",
]
