"""Lines of a budget out of a spreadsheet's rows: category, what for, amount in yuan. Pure: rows in, lines out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guildhall.core.money import parse_amount
from guildhall.core.sentences import Sentence, UnreadableError
from guildhall.finance.chart import CATEGORIES

HEADINGS = {
    "category": ("类别", "科目", "category"),
    "text": ("用途", "项目", "说明", "what for", "item", "text"),
    "amount": ("金额", "预算", "预算金额", "amount"),
}
HEAD_ROWS = 15


class LinesError(ValueError):
    """What cannot be read, in both languages, and in which row."""

    def __init__(self, code: str, row: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.row, self.sentence = code, row, Sentence(zh, en)


@dataclass(frozen=True)
class Read:
    """A line as it was read; the amount in fen."""

    category: str
    text: str
    amount: int


def lines_in(rows: Iterable[tuple[int, Sequence[str]]]) -> list[Read]:
    """The lines below the headings; rows without category and amount (sums, remarks) are passed over.

    LinesError, naming the row: no headings, a category that is not known, an amount that is none or not above nothing.
    """
    waiting = iter(rows)
    places: Mapping[str, int] = {}
    for _count, (_number, cells) in zip(range(HEAD_ROWS), waiting, strict=False):
        places = _places(cells)
        if "category" in places and "amount" in places:
            break
    else:
        raise LinesError(
            "no_headings",
            0,
            "没有找到表头：需要“类别”“金额”两列。",
            "No headings were found: columns “category” and “amount” are needed.",
        )
    return [
        _line(number, cells, places)
        for number, cells in waiting
        if _cell(cells, places["category"]) and _cell(cells, places["amount"])
    ]


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


def _line(number: int, cells: Sequence[str], places: Mapping[str, int]) -> Read:
    named, written = _cell(cells, places["category"]), _cell(cells, places["amount"])
    code = _category(named)
    if code is None:
        raise LinesError(
            "no_such_category",
            number,
            f"第{number}行：没有“{named}”这一类别。",
            f"Row {number}: there is no category “{named}”.",
        )
    try:
        amount = parse_amount(written)
    except UnreadableError as unreadable:
        raise LinesError(
            "no_amount",
            number,
            f"第{number}行：{unreadable.sentence.zh}",
            f"Row {number}: {unreadable.sentence.en}",
        ) from unreadable
    if amount <= 0:
        raise LinesError(
            "no_amount",
            number,
            f"第{number}行：金额须大于零。",
            f"Row {number}: the amount must be above nothing.",
        )
    return Read(code, _cell(cells, places.get("text")), amount)


def _category(named: str) -> str | None:
    """By code or by name in either language."""
    bare = named.casefold()
    for one in CATEGORIES:
        if bare in (one.code, one.name.zh, one.name.en.casefold(), f"{one.code} {one.name.zh}"):
            return one.code
    return None
