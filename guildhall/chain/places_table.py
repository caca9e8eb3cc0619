"""Places on a chain as a table that people fill in a spreadsheet program, and that reads back. Pure: rows in, places out."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Generic, TypeVar

from guildhall.chain.classes import Problem
from guildhall.core.names import normal_name
from guildhall.core.sentences import Sentence

Segment = TypeVar("Segment", bound=Hashable)
Firm = TypeVar("Firm", bound=Hashable)

# The first of each is what our own export writes, in Chinese and in English.
HEADINGS = {
    "segment": ("环节", "segment", "产业链环节", "所属环节"),
    "firm": ("单位名称", "organization", "单位", "企业名称", "企业", "公司名称", "firm", "company"),
    "role": ("作用", "role", "角色", "供需"),
    "products_zh": ("产品（中文）", "products in chinese", "产品", "主要产品", "products"),
    "products_en": ("产品（英文）", "products in english"),
    "capacity": ("年产能", "yearly capacity", "产能", "capacity"),
    "unit": ("计量单位", "unit", "产能单位"),
}
ROLES = {
    "serves": ("供应", "makes or does this", "serves", "供给", "生产", "提供", ""),
    "needs": ("需求", "needs this", "needs", "需要", "采购"),
}
HEAD_ROWS = 15


@dataclass(frozen=True)
class ReadPlace(Generic[Segment, Firm]):
    """A place as it was read, with the row it stands in."""

    row: int
    segment: Segment
    firm: Firm
    role: str
    products_zh: str = ""
    products_en: str = ""
    capacity: Decimal | None = None
    unit: str = ""


def read_places(
    rows: Iterable[tuple[int, Sequence[str]]],
    segments: Mapping[str, Segment],
    firms: Mapping[str, Firm],
) -> tuple[list[ReadPlace[Segment, Firm]], list[Problem]]:
    """The places below the headings and everything that is wrong with any row.

    ``segments`` and ``firms`` are found by their names (``key_of``), firms by their credit codes too.
    """
    waiting = iter(rows)
    places: dict[str, int] = {}
    for _count, (_number, cells) in zip(range(HEAD_ROWS), waiting, strict=False):
        places = _places(cells)
        if "segment" in places and "firm" in places:
            break
    else:
        return [], [_problem(0, "no_headings")]
    read: list[ReadPlace[Segment, Firm]] = []
    wrong: list[Problem] = []
    for number, cells in waiting:
        given = {field: _cell(cells, place) for field, place in places.items()}
        if given["segment"] or given["firm"]:
            found = _place(number, given, segments, firms)
            wrong.append(found) if isinstance(found, Problem) else read.append(found)
    if not read and not wrong:
        wrong.append(_problem(0, "no_rows"))
    return read, sorted(wrong + _doubles(read), key=lambda one: one.row)


def _doubles(read: Iterable[ReadPlace[Segment, Firm]]) -> list[Problem]:
    seen: dict[tuple[Segment, Firm, str], int] = {}
    return [
        _problem(one.row, "twice", str(seen[one.segment, one.firm, one.role]))
        for one in read
        if seen.setdefault((one.segment, one.firm, one.role), one.row) != one.row
    ]


def key_of(name: str) -> str:
    """How a name is looked up: without width, spaces and legal form."""
    return normal_name(name)


def _place(
    number: int, given: Mapping[str, str], segments: Mapping[str, Segment], firms: Mapping[str, Firm]
) -> ReadPlace[Segment, Firm] | Problem:
    segment = segments.get(key_of(given["segment"]))
    firm = firms.get(given["firm"].upper()) or firms.get(key_of(given["firm"]))
    if segment is None or firm is None:
        code = "no_segment" if segment is None else "no_firm"
        return _problem(number, code, given["segment" if segment is None else "firm"])
    said = given.get("role", "").casefold()
    role = next((role for role, words in ROLES.items() if said in words), "")
    capacity = _amount(given.get("capacity", ""))
    if not role or isinstance(capacity, str):
        return _problem(number, "no_role" if not role else "no_amount", said if not role else str(capacity))
    unit = given.get("unit", "")[:20]
    if capacity is not None and not unit:
        return _problem(number, "no_unit")
    products = given.get("products_zh", "")[:300], given.get("products_en", "")[:300]
    return ReadPlace(number, segment, firm, role, *products, capacity, unit)


def _amount(text: str) -> Decimal | str | None:
    """A number that is not below nothing, None where there is none, or the text that is no number."""
    bare = text.replace(",", "").replace("，", "").strip()
    if not bare:
        return None
    try:
        amount = Decimal(bare)
    except InvalidOperation:
        return text
    return amount if amount.is_finite() and 0 <= amount < Decimal(10) ** 14 else text


def _places(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        bare = " ".join(cell.strip().casefold().strip("*").split())
        for field, names in HEADINGS.items():
            if bare in names:
                found.setdefault(field, place)
    return found


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip().replace("\0", "") if place < len(cells) else ""


SAID = {
    "no_headings": (
        "没有找到表头：需要“环节”和“单位名称”两列。",
        "No headings were found: the columns “segment” and “organization” are needed.",
    ),
    "no_rows": ("表头下没有任何行。", "There are no rows below the headings."),
    "no_segment": (
        "第{row}行：本产业链没有环节“{0}”。",
        "Row {row}: this chain has no segment “{0}”.",
    ),
    "no_firm": (
        "第{row}行：没有登记单位“{0}”，请先登记。",
        "Row {row}: no organization “{0}” is known. Add it first.",
    ),
    "no_role": (
        "第{row}行：“{0}”不是“供应”或“需求”。",
        "Row {row}: “{0}” is neither “serves” nor “needs”.",
    ),
    "no_amount": ("第{row}行：产能“{0}”不是数字。", "Row {row}: the capacity “{0}” is no number."),
    "no_unit": ("第{row}行：产能没有计量单位。", "Row {row}: the capacity has no unit."),
    "twice": ("第{row}行与第{0}行相同。", "Row {row} says the same as row {0}."),
}


def _problem(row: int, code: str, *told: str) -> Problem:
    zh, en = SAID[code]
    return Problem(row, code, Sentence(zh.format(*told, row=row), en.format(*told, row=row)))
