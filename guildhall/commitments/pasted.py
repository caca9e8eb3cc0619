"""A table of plan items, copied out of a spreadsheet or a document, read as rows: pure functions.

Columns are separated by tabs (as copied), or, below headings, by commas or semicolons. A first line of headings in Chinese
or English says which column is which; without one they are content, deadline, responsible person, lead unit.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guildhall.core.sentences import Sentence, UnreadableError

MOST_ROWS = 500
USUAL = ("content_zh", "deadline", "responsible", "lead", "supporting", "measure_zh")
HEADINGS = {
    "content_zh": ("工作内容", "内容", "任务", "工作任务", "事项", "工作事项", "content in chinese", "task"),
    "content_en": ("工作内容（英文）", "英文内容", "content", "content in english", "item"),
    "deadline": (
        "落实时间",
        "完成时间",
        "完成时限",
        "时限",
        "期限",
        "截止日期",
        "deadline",
        "due",
        "due date",
    ),
    "responsible": ("责任人员", "责任人", "负责人", "responsible", "responsible person", "owner"),
    "superior": ("上级", "分管领导", "superior"),
    "lead": ("牵头单位", "责任单位", "lead", "lead unit"),
    "supporting": ("配合单位", "协办单位", "supporting", "supporting units"),
    "measure_zh": ("验收标准", "完成标准", "成果", "what counts as done", "measure"),
    "course": ("方向", "course"),
}
KNOWN = {heading: field for field, headings in HEADINGS.items() for heading in headings}
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
WITHOUT_YEAR = re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?")
SEVERAL = re.compile(r"[、,，;；\n]+")


@dataclass(frozen=True)
class Row:
    """One line of the table: its number in what was pasted, and the text of each field that is there."""

    number: int
    cells: dict[str, str]

    def several(self, field: str) -> list[str]:
        """The names in a cell that holds several."""
        return [one.strip() for one in SEVERAL.split(self.cells.get(field, "")) if one.strip()]


def read_rows(text: str) -> list[Row]:
    """The rows with a value, headings left out. Refused: nothing, too many rows, no column of content."""
    lines = [(number, cells) for number, cells in enumerate(_cells(text), start=1) if any(cells)]
    if not lines:
        raise UnreadableError(Sentence(zh="没有可导入的行。", en="There is no row to import."))
    fields = headings_in(lines[0][1])
    below = lines[1:] if fields else lines
    columns = fields or dict(enumerate(USUAL))
    if not {"content_zh", "content_en"} & set(columns.values()):
        raise UnreadableError(
            Sentence(zh="没有“工作内容”一列。", en="There is no column with the content (工作内容).")
        )
    if len(below) > MOST_ROWS:
        raise UnreadableError(
            Sentence(zh=f"一次最多导入{MOST_ROWS}行。", en=f"At most {MOST_ROWS} rows are imported at once.")
        )
    return [Row(number, _named(cells, columns)) for number, cells in below]


def headings_in(cells: Sequence[str]) -> dict[int, str]:
    """Which column holds which field, when the line is one of headings; empty when it is not.

    A line is one of headings when at least two of its cells, or its only one, are known.
    """
    found = {place: KNOWN[key] for place, cell in enumerate(cells) if (key := _plain(cell)) in KNOWN}
    filled = sum(bool(cell) for cell in cells)
    return found if found and len(found) >= min(2, filled) else {}


def read_day(text: str) -> date | None:
    """A day such as 2026-03-05, 2026/3/5, 2026年3月5日 or 20260305; None for nothing.

    Refused: a day that does not exist, one without a year, and what is no day at all.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    if not written:
        return None
    found = DAY.fullmatch(written) or COMPACT.fullmatch(written)
    if found:
        year, month, day = (int(part) for part in found.groups())
        try:
            return date(year, month, day)
        except ValueError as missing:
            raise UnreadableError(
                Sentence(zh=f"没有“{text}”这一天。", en=f"There is no such day: {text}.")
            ) from missing
    if WITHOUT_YEAR.fullmatch(written):
        raise UnreadableError(Sentence(zh=f"“{text}”没有年份。", en=f"“{text}” has no year."))
    raise UnreadableError(
        Sentence(
            zh=f"“{text}”不是日期，请写成2026-03-05。", en=f"“{text}” is no date; write it as 2026-03-05."
        )
    )


def _cells(text: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text.strip("\n\r")), delimiter=_separator(text))
    try:
        return [[cell.strip() for cell in row] for row in rows]
    except csv.Error as broken:
        raise UnreadableError(
            Sentence(
                zh="表格无法读取：引号没有闭合。", en="The table cannot be read: a quotation mark is open."
            )
        ) from broken


def _separator(text: str) -> str:
    """Tabs, as copied. Commas and semicolons stand in sentences too: they count where the first line has headings."""
    first = text.strip("\n\r").partition("\n")[0]
    splits = (sign for sign in ",;" if "\t" not in text and headings_in(first.split(sign)))
    return next(splits, "\t")


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).replace("(", "（").replace(")", "）").strip().lower()


def _named(cells: Sequence[str], columns: dict[int, str]) -> dict[str, str]:
    return {field: cells[place] for place, field in columns.items() if place < len(cells) and cells[place]}
