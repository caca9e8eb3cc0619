"""Experts out of a spreadsheet's rows, and the headings of the list. Pure: rows in, lines out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guildhall.core.sentences import Sentence, UnreadableError

HEADINGS = {
    "name": ("姓名", "中文姓名", "name"),
    "name_en": ("英文姓名", "name in english", "english name"),
    "unit": ("单位", "工作单位", "unit", "organization"),
    "title": ("职称", "专业技术职称", "professional title", "title"),
    "fields": ("专业领域", "专业", "研究方向", "fields", "field"),
    "email": ("邮箱", "电子邮箱", "mail address", "email"),
}
HEAD_ROWS = 15
ROWS_MOST = 5000
SEPARATORS = re.compile(r"[、，,;；\n]+")


@dataclass(frozen=True)
class Row:
    """One expert as the list gives it; ``number`` is the row of the file."""

    number: int
    name: str
    name_en: str = ""
    unit: str = ""
    title: str = ""
    fields: tuple[str, ...] = ()
    email: str = ""

    @property
    def fields_zh(self) -> str:
        return "\n".join(one for one in self.fields if not one.isascii())

    @property
    def fields_en(self) -> str:
        return "\n".join(one for one in self.fields if one.isascii())


def rows_in(rows: Iterable[tuple[int, Sequence[str]]]) -> list[Row]:
    """The experts below the headings; rows without a name are passed over.

    UnreadableError where no headings are found, or there are more than ``ROWS_MOST``.
    """
    waiting = iter(rows)
    places = _headings(waiting)
    found = [_row(number, cells, places) for number, cells in waiting if _cell(cells, places.get("name"))]
    if len(found) > ROWS_MOST:
        raise UnreadableError(
            Sentence(f"一次最多导入{ROWS_MOST}行。", f"At most {ROWS_MOST} rows can be imported at once.")
        )
    return found


def _headings(waiting: Iterable[tuple[int, Sequence[str]]]) -> Mapping[str, int]:
    for _count, (_number, cells) in zip(range(HEAD_ROWS), waiting, strict=False):
        places = _places(cells)
        if "name" in places and len(places) > 1:
            return places
    raise UnreadableError(
        Sentence(
            "没有找到表头：需要“姓名”一列，以及“单位”“职称”“专业领域”等列。",
            "No headings were found: a column “name” is needed, besides “unit”, “title”, “fields”.",
        )
    )


def _places(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        bare = cell.strip().casefold().split("（")[0].split("(")[0].strip()
        for field, names in HEADINGS.items():
            if bare in names:
                found.setdefault(field, place)
    return found


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _row(number: int, cells: Sequence[str], places: Mapping[str, int]) -> Row:
    given = {name: _cell(cells, places.get(name)) for name in HEADINGS}
    fields = tuple(dict.fromkeys(one.strip() for one in SEPARATORS.split(given["fields"]) if one.strip()))
    return Row(
        number,
        given["name"],
        given["name_en"],
        given["unit"],
        given["title"],
        fields,
        given["email"],
    )
