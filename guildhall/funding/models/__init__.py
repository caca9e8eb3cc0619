from guildhall.funding.models.case import FundingCase, FundingStep
from guildhall.funding.models.release import (
    DataItem,
    FirmRecord,
    FundingRules,
    Look,
    Release,
    ReleasedItem,
)
from guildhall.funding.models.terms import BankProduct, FundingNeed

__all__ = [
    "BankProduct",
    "DataItem",
    "FirmRecord",
    "FundingCase",
    "FundingNeed",
    "FundingRules",
    "FundingStep",
    "Look",
    "Release",
    "ReleasedItem",
]
