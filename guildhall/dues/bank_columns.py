"""What the columns of a bank statement are about, by the headings that banks give them. Pure.

ICBC, CCB, ABC, BOC, CMB, Bank of Communications and others name the same thing differently; what stands in
brackets, the unit (``/元``) and spaces make no difference: ``借方发生额/元(支取)``, ``交易日期[ Transaction Date ]``.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guildhall.core.sentences import Sentence

BARE = re.compile(r"[\W_]+")
IN_BRACKETS = re.compile(r"\[.*?\]|【.*?】|\(.*?\)")
UNIT = re.compile(r"(?:人民币|元|cny|rmb|yuan)+$")
HEAD_ROWS = 30

LABELS = {
    "on": Sentence("交易日期", "Date"),
    "incoming": Sentence("收入（贷方）", "In (credit)"),
    "outgoing": Sentence("支出（借方）", "Out (debit)"),
    "amount": Sentence("金额", "Amount"),
    "direction": Sentence("收支方向（借贷标志）", "Direction"),
    "payer": Sentence("对方户名", "Other party"),
    "account": Sentence("对方账号", "Other party's account"),
    "remark": Sentence("摘要、附言、用途", "Remark"),
    "balance": Sentence("余额", "Balance"),
    "number": Sentence("流水号", "Number at the bank"),
}
# In the order in which one heading of several is preferred.
_HEADINGS = {
    "on": """交易日期 | 记账日期 | 入账日期 | 交易日 | 记账日 | 入账日 | 交易时间 | 记账时间 | 日期 | 起息日 | booking date
        | transaction date | trade date | value date | date | posting date""",
    "incoming": """贷方发生额 | 贷方金额 | 贷方 | 收入金额 | 收入 | 贷方发生金额 | 存入金额 | 存入 | 转入金额 | 来账金额 | 收款金额
        | credit | credit amount | deposit | deposits | money in | paid in | received""",
    "outgoing": """借方发生额 | 借方金额 | 借方 | 支出金额 | 支出 | 借方发生金额 | 支取金额 | 支取 | 转出金额 | 往账金额 | 付款金额
        | debit | debit amount | withdrawal | withdrawals | money out | paid out | spent""",
    "amount": """交易金额 | 发生额 | 金额 | 发生金额 | 交易额 | 收支金额 | amount | transaction amount | trade amount""",
    "direction": """借贷标志 | 借贷方向 | 借贷 | 收支标志 | 收支方向 | 收支类型 | 方向 | 收支 | 往来标志 | 交易类型 | 借贷标识
        | direction | debit credit | debit or credit | cr dr | dr cr | type""",
    "payer": """对方户名 | 对方名称 | 对方单位名称 | 对方账户名称 | 对方单位 | 对方账户名 | 对方姓名 | 对方户名名称 | 收付方名称
        | 收方名称 | 付款人名称 | 付款方名称 | 付款方户名 | 付款人 | 付款方 | 付款单位 | 交易对手名称 | 交易对手 | 对手户名 | 对手名称
        | counterparty | counterparty name | payer | payer name | payers name | name | other party | debtor""",
    "account": """对方账号 | 对方帐号 | 对方账户 | 对方账户账号 | 对方银行账号 | 收付方账号 | 收方账号 | 收方帐号 | 付款人账号
        | 付款方账号 | 付款账号 | 交易对手账号 | 对手账号 | counterparty account | payer account | payers account
        | account of payer | debit account no""",
    "remark": """附言 | 交易附言 | 用途 | 摘要 | 备注 | 交易摘要 | 摘要说明 | 个性化信息 | 客户附言 | 转账附言 | 留言 | 业务摘要 | 其他摘要 | 交易用途
        | 交易说明 | remark | remarks | reference | purpose | description | details | narrative | memo""",
    "balance": """余额 | 账户余额 | 交易后余额 | 当前余额 | 本次余额 | 联机余额 | 可用余额 | balance | running balance
        | after transaction balance | account balance""",
    "number": """交易流水号 | 流水号 | 银行流水号 | 核心流水号 | 交易流水 | 凭证号 | 凭证号码 | 账户明细编号交易流水号 | 账户明细编号 | 日志号
        | 交易编号 | 序列号 | 柜员流水号 | 主机流水号 | 业务编号 | transaction reference number | transaction number
        | serial number | reference number | bank reference | transaction id""",
}


def plain_heading(text: str) -> str:
    """A heading without what makes no difference."""
    text = unicodedata.normalize("NFKC", text).casefold()
    outside = BARE.sub("", IN_BRACKETS.sub("", text)) or BARE.sub("", text)
    return UNIT.sub("", outside) or outside


MEANING: dict[str, tuple[str, int]] = {
    plain_heading(heading): (field, place)
    for field, headings in _HEADINGS.items()
    for place, heading in enumerate(headings.split("|"))
}


@dataclass(frozen=True)
class Columns:
    """In which row (counted from 1) the headings stand, and in which columns (from 0) each field."""

    header: int
    of: Mapping[str, tuple[int, ...]]

    @property
    def suffice(self) -> bool:
        """Whether a movement can be read: its day, and an amount in one of the three ways banks have."""
        return "on" in self.of and bool({"incoming", "amount"} & set(self.of))

    def as_data(self) -> dict[str, object]:
        return {"header": self.header, "of": {field: list(places) for field, places in self.of.items()}}


def meaning_of(headings: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns of each field that is recognised; of two for one field the better known, of remarks all."""
    found: dict[str, list[tuple[int, int]]] = {}
    for column, heading in enumerate(headings):
        field, rank = MEANING.get(plain_heading(heading), ("", 0))
        if field:
            found.setdefault(field, []).append((rank, column))
    return {
        field: tuple(column for _rank, column in (ranked if field == "remark" else [min(ranked)]))
        for field, ranked in found.items()
    }


def recognise(rows: Sequence[tuple[int, list[str]]]) -> Columns | None:
    """The row of headings among the first rows, with what they mean; None where no row says enough."""
    candidates = [Columns(number, meaning_of(cells)) for number, cells in rows[:HEAD_ROWS]]
    enough = [columns for columns in candidates if columns.suffice]
    return max(enough, key=lambda columns: (len(columns.of), -columns.header), default=None)


def likely_header(rows: Sequence[tuple[int, list[str]]]) -> int:
    """The number of the row that looks most like headings: the first of those with most filled cells."""
    return max(rows[:HEAD_ROWS], key=lambda row: (sum(bool(cell.strip()) for cell in row[1]), -row[0]))[0]
