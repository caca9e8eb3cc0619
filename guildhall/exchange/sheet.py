"""Offers and needs as rows of a workbook that people fill in. Pure: texts in, details and problems out.

Headings and choices are understood in Chinese and in English; what is written by us reads back without loss.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from guildhall.core.dates import DateError, read_date
from guildhall.core.sentences import Sentence
from guildhall.exchange.quantities import plain_number
from guildhall.imports.columns import bare, heading_forms

COLUMNS: dict[str, tuple[str, str]] = {
    "side": ("供给或需求", "Offer or need"),
    "kind": ("类型", "Kind"),
    "organization": ("所属单位", "Organization"),
    "title_zh": ("中文标题", "Title in Chinese"),
    "title_en": ("英文标题", "Title in English"),
    "text_zh": ("中文说明", "Description in Chinese"),
    "text_en": ("英文说明", "Description in English"),
    "quantity": ("数量", "Quantity"),
    "unit": ("计量单位", "Unit"),
    "region": ("地区", "Region"),
    "from_on": ("起始日期", "From"),
    "until_on": ("有效期至", "Valid until"),
    "certificates": ("资质证书", "Certificates"),
    "visibility": ("可见范围", "Who may see it"),
    "segment": ("环节", "Segment"),
}
ALSO: dict[str, str] = {
    "供需": "side", "类别": "side", "单位名称": "organization", "企业名称": "organization", "firm": "organization",
    "标题": "title_zh", "title": "title_en", "说明": "text_zh", "描述": "text_zh", "description": "text_en",
    "单位": "unit", "valid to": "until_on", "截止日期": "until_on", "区域": "region",
}  # fmt: skip
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "side": {"offer": ("供给", "供应", "Offer"), "need": ("需求", "Need")},
    "kind": {
        "product": ("产品与零部件", "产品", "Products and parts", "Product"),
        "capacity": ("产能", "Production capacity", "Capacity"),
        "equipment": ("设备与实验室", "设备", "Equipment and laboratories", "Equipment"),
        "technology": ("技术", "Technology"),
        "expert": ("专家", "Experts", "Expert"),
        "logistics": ("仓储与物流", "物流", "Storage and logistics", "Logistics"),
        "finance": ("金融", "融资", "Finance"),
        "talent": ("人才", "Talent"),
        "research": ("联合研发", "Joint research", "Research"),
    },
    "visibility": {
        "public": ("公开", "Public"),
        "association": ("本会成员", "协会会员", "会员", "Members of the association", "Members"),
        "parties": ("仅受邀单位", "受邀单位", "Invited parties only"),
        "anonymous": (
            "匿名",
            "本会成员（双方接受前匿名）",
            "Anonymous",
            "Members, without the name until both accept",
        ),
    },
}
DEFAULTS = {"kind": "product", "visibility": "association"}
DAYS = ("from_on", "until_on")
HEADS_WITHIN = 10


@dataclass(frozen=True)
class ReadRow:
    """One row: its number in the file, its details as far as they could be read, what is wrong with it."""

    number: int
    details: dict[str, Any]
    problems: list[Sentence] = field(default_factory=list)


def headings(language: str) -> list[str]:
    zh = language.startswith("zh")
    return [names[0] if zh else names[1] for names in COLUMNS.values()]


def find_columns(cells: Sequence[str]) -> dict[int, str]:
    """Which column each cell of a row of headings names; the first of two that name the same."""
    known = {bare(name): key for key, names in COLUMNS.items() for name in names}
    known |= {bare(name): key for name, key in ALSO.items()}
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        key = next((known[form] for form in heading_forms(cell) if form in known), "")
        if key and key not in found.values():
            found[place] = key
    return found


def cut(rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[bool, list[tuple[int, dict[str, str]]]]:
    """Whether there are headings, and the rows below them as texts by column. Titles above the headings are skipped."""
    columns: dict[int, str] = {}
    found: list[tuple[int, dict[str, str]]] = []
    for number, cells in rows:
        if not columns:
            named = find_columns(cells)
            columns = named if {"title_zh", "title_en"} & set(named.values()) else {}
            if not columns and number > HEADS_WITHIN:
                break
            continue
        texts = {key: cells[place].strip() for place, key in columns.items() if place < len(cells)}
        if any(texts.values()):
            found.append((number, texts))
    return bool(columns), found


def read_row(number: int, texts: Mapping[str, str]) -> ReadRow:
    """The details of one row. Names of organizations and segments stay texts: who they are, the database says."""
    row = ReadRow(number, {key: str(texts.get(key, "")).strip() for key in COLUMNS})
    for key, words in WORDS.items():
        _read_word(row, key, words)
    _read_quantity(row)
    for key in DAYS:
        _read_day(row, key)
    return row


def _read_word(row: ReadRow, key: str, words: Mapping[str, tuple[str, ...]]) -> None:
    said = row.details[key]
    if not said and key in DEFAULTS:
        row.details[key] = DEFAULTS[key]
        return
    known = {bare(form): word for word, forms in words.items() for form in (*forms, word)}
    if (word := known.get(bare(said))) is None:
        zh, en = COLUMNS[key]
        row.problems.append(Sentence(f"{zh}“{said}”无法识别。", f"{en}: “{said}” is not known."))
        return
    row.details[key] = word


def _read_quantity(row: ReadRow) -> None:
    said = row.details["quantity"]
    try:
        row.details["quantity"] = plain_number(said) if said else None
    except ValueError:
        row.problems.append(Sentence(f"数量“{said}”不是数字。", f"Quantity: “{said}” is no number."))


def _read_day(row: ReadRow, key: str) -> None:
    said = row.details[key]
    try:
        row.details[key] = read_date(said) if said else None
    except DateError as error:
        row.problems.append(error.sentence)
