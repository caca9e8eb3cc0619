"""Workbooks (xlsx) to rows of text. Pure: a file in, lines out.

It runs as a program of its own with little memory, because a few bytes can make any reader of workbooks claim
all there is, which ends the process; so it never ends the server's:

    python -m guildhall.imports.workbook FILE SHEET ROWS_MOST ROWS_WANTED

It prints JSON lines: what the workbook is, then ``[row number, [cells]]``, rows without a value left out.
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import python_calamine
from python_calamine import CalamineSheet, SheetTypeEnum, SheetVisibleEnum

from guildhall.imports.places import Area, Place, column_number

MEMORY = 1536 << 20
SECONDS = 120
UNPACKED_MOST = 400 << 20
COLUMNS_MOST = 200
CELLS_MOST = 8_000_000
SHEETS_MOST = 50
CHUNK = 1 << 20
# A formula whose value nobody computed: no workbook can hold this character in a text.
UNCOMPUTED = "\0="
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d+)\"")
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
CELL_PLACE = re.compile(rb"\br=\"([A-Z]+)(\d+)\"")
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>/]*>([^<]*)</")
FORMULA = re.compile(rb"<(?:\w+:)?f\b")


class TableError(Exception):
    """The file is not read. ``code`` is a key of ``problems.SENTENCES``."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass
class Facts:
    """What of a sheet its reader does not tell: how large it is, where errors and uncomputed formulas stand."""

    rows: int = 0
    first_row: int = 0
    last_row: int = 0
    columns: int = 0
    formulas: int = 0
    special: dict[Place, str] = field(default_factory=dict)


def scan(pieces: Iterator[bytes], *, rows_most: int) -> Facts:
    """Looks through a sheet's XML, given in pieces that end with a row, without keeping it.

    Refused as soon as it is known: more rows with a value than ``rows_most``, cells far beside the table.
    """
    facts = Facts()
    for piece in pieces:
        if b"<" not in piece or not (filled := _last_filled(piece)):
            continue
        number = int((ROW_NUMBER.findall(piece) or [facts.last_row + 1])[-1])
        facts.rows += 1
        facts.first_row = facts.first_row or number
        facts.last_row = max(facts.last_row, number)
        facts.columns = max(facts.columns, filled)
        if facts.rows > rows_most:
            raise TableError("too_many_rows")
        _require_compact(facts)
        if b't="e"' in piece or FORMULA.search(piece):
            _note_special(facts, piece)
    return facts


def _last_filled(piece: bytes) -> int:
    """The number of the last column with a value in a row's XML, 0 where there is none."""
    at = max(piece.rfind(b"v>"), piece.rfind(b"is>"), piece.rfind(b"f>"), piece.rfind(b"f "))
    start = max(piece.rfind(b"<c ", 0, at), piece.rfind(b":c ", 0, at)) if at >= 0 else -1
    if start < 0:
        return piece.count(b"<c>") if at >= 0 else 0
    place = CELL_PLACE.search(piece, start)
    return column_number(place[1].decode()) if place else piece.count(b"<c ", 0, at)


def _require_compact(facts: Facts) -> None:
    """The reader keeps every cell between the first and the last, filled or not."""
    cells = (facts.last_row - facts.first_row + 1) * facts.columns
    if facts.columns > COLUMNS_MOST:
        raise TableError("too_wide", most=COLUMNS_MOST, cell=Place(facts.last_row, facts.columns).name)
    if cells > CELLS_MOST:
        raise TableError("too_scattered", cell=Place(facts.last_row, facts.columns).name)


def _note_special(facts: Facts, piece: bytes) -> None:
    for attributes, content in CELL.findall(piece):
        place = CELL_PLACE.search(attributes)
        value = VALUE.search(content)
        has_formula = bool(FORMULA.search(content))
        facts.formulas += has_formula
        if place is None:
            continue
        at = Place(int(place[2]), column_number(place[1].decode()))
        if b't="e"' in attributes:
            facts.special[at] = value[1].decode() if value else "#ERROR!"
        elif has_formula and b't="str"' not in attributes and not (value and value[1]):
            facts.special[at] = UNCOMPUTED


def row_pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A sheet's XML row by row, unpacked a little at a time."""
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            *pieces, rest = re.split(rb"</(?:\w+:)?row>", rest + chunk)
            yield from pieces
            if len(rest) > 16 * CHUNK:
                raise TableError("broken_workbook")
    yield rest


def sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """The file in the archive behind each sheet, in the workbook's order; empty where there is none."""
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", _text(archive, "xl/_rels/workbook.xml.rels")):
        link = dict(ATTRIBUTE.findall(tag))
        targets[link.get("Id", "")] = link.get("Target", "")
    parts = []
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", _text(archive, "xl/workbook.xml")):
        named = dict(ATTRIBUTE.findall(tag))
        target = next((targets.get(value, "") for key, value in named.items() if key.endswith(":id")), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        parts.append(path if path in archive.namelist() else "")
    return parts


def _text(archive: zipfile.ZipFile, part: str) -> str:
    try:
        return archive.read(part).decode("utf-8", "replace")
    except KeyError as missing:
        raise TableError("broken_workbook") from missing


def require_unpackable(path: Path) -> None:
    """Refuses an archive that would unpack to more than any list of ours (a "zip bomb")."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError) as broken:
        raise TableError("broken_workbook") from broken
    if size > UNPACKED_MOST:
        raise TableError("unpacks_too_large", size=size >> 20, most=UNPACKED_MOST >> 20)


def as_text(value: Any) -> str:
    """A cell as people see it: whole numbers without a point, dates as 2021-12-05."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        # The digits that the file holds: beyond fifteen, a number's own would be made up.
        return str(int(Decimal(repr(value)))) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time(0) else value.replace(microsecond=0))
    return str(value)


def read(path: Path, *, sheet: int, rows_most: int, rows_wanted: int) -> Iterator[list[Any]]:
    """First ``["workbook", {...}]``, then the rows of one sheet; of the first with a table where ``sheet`` is -1.

    Each sheet is looked through before a reader keeps its cells, so that what is too large is refused in time.
    """
    require_unpackable(path)
    with python_calamine.load_workbook(str(path)) as book:
        shown = [
            number
            for number, one in enumerate(book.sheets_metadata[:SHEETS_MOST])
            if one.typ is SheetTypeEnum.WorkSheet and one.visible is SheetVisibleEnum.Visible
        ]
        if not shown or sheet >= len(book.sheet_names):
            raise TableError("no_sheet")
        number, facts = _chosen(path, shown if sheet < 0 else [sheet], rows_most)
        table = book.get_sheet_by_index(number)
        yield ["workbook", _description(book, table, facts, number)]
        yield from _rows(table, facts.special, rows_wanted)


def _chosen(path: Path, numbers: list[int], rows_most: int) -> tuple[int, Facts]:
    """The first of these sheets that holds a table, or else the last of them."""
    number, facts = numbers[0], Facts()
    for number in numbers:
        facts = _scanned(path, number, rows_most)
        if facts.rows > 1:
            break
    return number, facts


def _scanned(path: Path, number: int, rows_most: int) -> Facts:
    with zipfile.ZipFile(path) as archive:
        parts = sheet_parts(archive)
        if number >= len(parts) or not parts[number]:
            raise TableError("broken_workbook")
        return scan(row_pieces(archive, parts[number]), rows_most=rows_most)


def _description(
    book: python_calamine.CalamineWorkbook, table: CalamineSheet, facts: Facts, number: int
) -> dict[str, Any]:
    areas = (
        Area(Place(top + 1, left + 1), Place(bottom + 1, right + 1))
        for (top, left), (bottom, right) in table.merged_cell_ranges or []
    )
    return {
        "sheets": book.sheet_names[:SHEETS_MOST],
        "sheet": number,
        "rows": facts.rows,
        "merged": [area.name for area in areas],
        "formulas": facts.formulas,
    }


def _rows(table: CalamineSheet, special: dict[Place, str], wanted: int) -> Iterator[list[Any]]:
    left = table.start[1] if table.start else 0
    marked: dict[int, dict[int, str]] = {}
    for place, mark in special.items():
        marked.setdefault(place.row, {})[place.column - 1] = mark
    given = 0
    # Behind the last cell with a value may stand rows of formulas that nobody computed.
    last = table.end[0] + 1 if table.end else 0
    behind: Iterator[list[Any]] = repeat([], max(0, max(marked, default=0) - last))
    for number, values in enumerate(chain(table.iter_rows(), behind), start=1):
        cells = [""] * left + [as_text(value) for value in values]
        for column, mark in marked.get(number, {}).items():
            cells += [""] * (column + 1 - len(cells))
            cells[column] = mark
        if any(cells):
            yield [number, cells]
            given += 1
        if given >= wanted:
            return


def _limit_own_means() -> None:
    try:
        import resource  # noqa: PLC0415  not every system has it
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main(arguments: list[str]) -> int:
    path, sheet, most, wanted = arguments
    _limit_own_means()
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # it is a text stream
    limits = {"sheet": int(sheet), "rows_most": int(most), "rows_wanted": int(wanted)}
    try:
        for line in read(Path(path), **limits):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    except TableError as refused:
        sys.stdout.write(json.dumps(["refused", {"code": refused.code, "params": refused.params}]) + "\n")
    except python_calamine.PasswordError:
        sys.stdout.write(json.dumps(["refused", {"code": "locked_workbook", "params": {}}]) + "\n")
    except python_calamine.CalamineError:
        sys.stdout.write(json.dumps(["refused", {"code": "broken_workbook", "params": {}}]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
