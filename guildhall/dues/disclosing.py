"""The yearly disclosure: its figures as sums that add up, and as what a document prints. Pure.

``figures`` are plain data: ``income`` lines {tier, for_year, members, amount}, ``received`` their sum, ``raised`` lines
{tier, members, amount, waived, paid}, ``spending`` lines {code, name, amount}, ``spent`` their sum. Amounts are whole fen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guildhall.core.money import said_amount, written_amount
from guildhall.core.sentences import Sentence

Figures = dict[str, Any]
Pair = Mapping[str, str]
AMOUNT: Pair = {"zh": "金额（元）", "en": "Amount (¥)"}


@dataclass(frozen=True)
class Income:
    """What came in during the year from members of a tier, for dues of ``for_year``; of how many members."""

    tier: Pair
    for_year: int
    members: int
    amount: int


@dataclass(frozen=True)
class Raised:
    """The year's dues of a tier: notices, their sum, and what of it was waived and paid by the last day."""

    tier: Pair
    members: int
    amount: int
    waived: int
    paid: int


@dataclass(frozen=True)
class Category:
    code: str
    name: Pair
    amount: int


def figures_of(income: Iterable[Income], raised: Iterable[Raised], spending: Iterable[Category]) -> Figures:
    """The lines with their sums, in the order in which they come; lines of nothing left out."""
    came = [_data(one) for one in income if one.amount]
    went = [_data(one) for one in spending if one.amount]
    return {
        "income": came,
        "received": sum(line["amount"] for line in came),
        "raised": [_data(one) for one in raised if one.members],
        "spending": went,
        "spent": sum(line["amount"] for line in went),
    }


def _data(one: Income | Raised | Category) -> dict[str, Any]:
    return {key: dict(value) if isinstance(value, Mapping) else value for key, value in vars(one).items()}


def titles_of(year: int, *, is_interim: bool) -> Sentence:
    interim = Sentence("（年中）", ", interim") if is_interim else Sentence("", "")
    return Sentence(f"{year}年度会费收支情况{interim.zh}", f"Dues income and spending {year}{interim.en}")


def facts_of(year: int, until: date, figures: Figures) -> list[dict[str, Any]]:
    """What verification repeats."""
    return [
        _fact("年度", "Year", str(year)),
        _fact("截止日期", "Up to", until.isoformat()),
        _fact("会费收入", "Dues received", _said(figures["received"])),
        _fact("支出", "Spending", _said(figures["spent"])),
    ]


def blocks_of(figures: Figures) -> list[dict[str, Any]]:
    """The tables of the document, each cell in both languages."""
    raised = _section("本年度会费", "Dues of the year", _raised_table(figures)) if figures["raised"] else []
    return [
        *_section("会费收入", "Dues received", _income_table(figures)),
        *raised,
        *_section("支出", "Spending", _spending_table(figures)),
    ]


def _section(zh: str, en: str, table: dict[str, Any]) -> list[dict[str, Any]]:
    title = {"kind": "paragraph", "runs": [{"text": zh, "bold": True}, {"text": f" · {en}"}]}
    return [title, table]


def _income_table(figures: Figures) -> dict[str, Any]:
    rows = [
        [line["tier"], str(line["for_year"]), str(line["members"]), _written(line["amount"])]
        for line in figures["income"]
    ]
    head = [
        _pair("会员级别", "Tier"),
        _pair("会费年度", "Dues of"),
        _pair("会员数", "Members"),
        AMOUNT,
    ]
    return _table(head, rows, figures["received"])


def _raised_table(figures: Figures) -> dict[str, Any]:
    rows = [
        [line["tier"], str(line["members"]), *(_written(line[key]) for key in ("amount", "waived", "paid"))]
        for line in figures["raised"]
    ]
    head = [
        _pair("会员级别", "Tier"),
        _pair("会员数", "Members"),
        _pair("应缴（元）", "Raised (¥)"),
        _pair("减免（元）", "Waived (¥)"),
        _pair("已缴（元）", "Paid (¥)"),
    ]
    return {"kind": "table", "head": head, "rows": rows}


def _spending_table(figures: Figures) -> dict[str, Any]:
    rows = [[line["name"], _written(line["amount"])] for line in figures["spending"]]
    return _table([_pair("类别", "Category"), AMOUNT], rows, figures["spent"])


def _table(head: Sequence[Pair], rows: Sequence[Sequence[Any]], total: int) -> dict[str, Any]:
    blanks = ["—"] * (len(head) - 2)
    last = [_pair("合计", "Total"), *blanks, _written(total)]
    return {"kind": "table", "head": list(head), "rows": [*rows, last]}


def _written(amount: int) -> str:
    """In yuan, without a sign of the currency: that stands in the head of the column."""
    return written_amount(amount, "zh").removesuffix("元")


def _said(amount: int) -> dict[str, str]:
    said = said_amount(amount)
    return {"zh": said.zh, "en": said.en}


def _fact(zh: str, en: str, value: Any) -> dict[str, Any]:
    return {"label": _pair(zh, en), "value": value}


def _pair(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


@dataclass(frozen=True)
class Told:
    """What the document says besides the figures; ``corrects`` is the earlier one's serial number."""

    until: date
    edition: int
    supervisor: str
    remark: str = ""
    corrects: str = ""
    why: str = ""


def told_of(told: Told) -> list[dict[str, Any]]:
    """The lines above the tables; what there is nothing to say of is left out."""
    lines = [
        _fact("截止日期", "Up to", told.until.isoformat()),
        _fact("版次", "Edition", str(told.edition)),
        _fact("监事审阅", "Looked at by the supervisor", told.supervisor),
        _fact("监事意见", "The supervisor's remark", told.remark),
        _fact("更正", "Corrects", told.corrects),
        _fact("更正内容", "What is corrected", told.why),
    ]
    return [line for line in lines if line["value"]]
