"""The chart of accounts for branches' and the association's own money, besides dues. Pure.

Codes follow the accounting standard for non-profit organizations. Dues income is not among them: it is the
association's, booked by the dues alone.
"""

from dataclasses import dataclass

from guildhall.core.sentences import Sentence

MONEY = ("1001", "1002")
BANK, BROUGHT, INTERNAL = "1002", "3101", "3109"


@dataclass(frozen=True)
class Category:
    """What money is for. ``kind`` is income or expense."""

    code: str
    kind: str
    name: Sentence


CATEGORIES = (
    Category("4101", "income", Sentence("捐赠收入", "Donations")),
    Category("4301", "income", Sentence("提供服务收入", "Services, training and conference fees")),
    Category("4401", "income", Sentence("政府补助收入", "Government grants")),
    Category("4901", "income", Sentence("其他收入", "Other income")),
    Category("510101", "expense", Sentence("会议与活动", "Meetings and events")),
    Category("510102", "expense", Sentence("调研与标准", "Research and standards")),
    Category("510103", "expense", Sentence("宣传与出版", "Publicity and publications")),
    Category("520101", "expense", Sentence("人员费用", "Staff")),
    Category("520102", "expense", Sentence("办公费用", "Office")),
    Category("520103", "expense", Sentence("差旅费用", "Travel")),
    Category("5401", "expense", Sentence("其他费用", "Other expenses")),
)
BY_CODE = {category.code: category for category in CATEGORIES}
INCOME = tuple(category for category in CATEGORIES if category.kind == "income")
EXPENSE = tuple(category for category in CATEGORIES if category.kind == "expense")
# Accounts that are no category: code, kind, name.
OTHERS = (
    Category(BANK, "asset", Sentence("银行存款", "Bank account")),
    Category(BROUGHT, "fund", Sentence("期初净资产", "Net assets brought in")),
    Category(INTERNAL, "fund", Sentence("协会与分支机构往来", "Between the association and its branches")),
)
# What the dues book for the association besides, as statements call it.
OF_DUES = (
    Category("1001", "asset", Sentence("库存现金", "Cash in hand")),
    Category("1121", "asset", Sentence("应收会费增减", "Change of dues receivable")),
    Category("2203", "liability", Sentence("预收会费增减", "Change of payments not allocated")),
    Category("420101", "income", Sentence("会费收入", "Dues income")),
    Category("420102", "income", Sentence("会费减免", "Dues waived")),
)
OF_A_BRANCH = Sentence("协会账户中的本机构资金", "Part of the association's account")
ALL = {each.code: each for each in (*OTHERS, *CATEGORIES)}
KNOWN = ALL | {each.code: each for each in OF_DUES}


def named(code: str) -> Sentence:
    """What a statement calls the account; the code where it is none that is known."""
    known = KNOWN.get(code)
    return known.name if known else Sentence(code, code)


def is_category(code: str, kind: str) -> bool:
    """Whether money of that kind, income or expense, may be booked under the code."""
    return code in BY_CODE and BY_CODE[code].kind == kind
