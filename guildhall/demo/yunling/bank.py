"""Bank statements of the story as the bank gives them: an Excel file of one account, in the order of time."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

from guildhall.core.money import plain_amount
from guildhall.dues.matching import Movement

HOLDER, BANK, NUMBER = "云岭市装备制造业协会", "云岭商业银行科技支行", "0000 1001 8800 2026 118"
HEADINGS = ("交易日期", "流水号", "收入金额", "支出金额", "余额", "对方户名", "对方账号", "附言")


@dataclass(frozen=True)
class Spent:
    """What went out, in fen."""

    on: date
    amount: int
    payee: str
    remark: str


def bank_file(lines: Sequence[Movement], spent: Sequence[Spent] = (), *, opening: int, series: str) -> bytes:
    """``opening`` is the balance before the first line; ``series`` and the line's key are the bank's number of it."""
    rows = [(one.on, one.key, one.amount, one.payer, one.account, one.remark) for one in lines]
    rows += [(one.on, f"S{place}", -one.amount, one.payee, "", one.remark) for place, one in enumerate(spent)]
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("交易明细")
        sheet.set_column("A:H", 18)
        sheet.write_row(0, 0, [f"{BANK}账户交易明细（演示数据，内容虚构）"])
        sheet.write_row(1, 0, [f"户名：{HOLDER}", f"账号：{NUMBER}", "币种：人民币"])
        sheet.write_row(2, 0, HEADINGS)
        balance = opening
        for row, (on, key, amount, name, account, remark) in enumerate(sorted(rows), start=3):
            balance += amount
            into, out = (amount, 0) if amount > 0 else (0, -amount)
            figures = (plain_amount(fen) if fen else "" for fen in (into, out, balance))
            sheet.write_row(row, 0, (on.isoformat(), f"{series}{key}", *figures, name, account, remark))
    return content.getvalue()
