"""Lists as files that people open in a spreadsheet program, and that read back without loss. Pure: rows in, a file out.

Everything is written as text, so that nothing is ever taken for a formula and long codes keep their digits; only
days are days.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import IO, Any

import xlsxwriter

from guildhall.imports.tables import protected

XLSX, CSV = "xlsx", "csv"
FORMATS = (XLSX, CSV)
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a day that never was
LONGEST_CELL = 32_767
WIDTHS = (10, 48)
CHINESE_WIDTH = 2
Cell = str | int | date | None


def write_workbook(
    target: IO[bytes],
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    notes: Sequence[str] = (),
    notes_title: str = "",
) -> None:
    """A workbook with one sheet of rows, written row by row in little memory, and one of ``notes`` where there are any."""
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    text = book.add_format({"num_format": "@"})
    looks = {
        "text": text,
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "heading": book.add_format({"bold": True, "bg_color": "#E8EEF7", "bottom": 1, "num_format": "@"}),
    }
    sheet = book.add_worksheet(title[:31])
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, _width(heading), text)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, looks["heading"])
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, looks)
    if notes:
        beside = book.add_worksheet(notes_title[:31])
        beside.set_column(0, 0, 100)
        for number, note in enumerate(notes):
            beside.write_string(number, 0, note)
    book.close()


def _width(heading: str) -> int:
    length = sum(1 if sign.isascii() else CHINESE_WIDTH for sign in heading) + 4
    return min(max(length, WIDTHS[0]), WIDTHS[1])


def _write(sheet: Any, row: int, column: int, cell: Cell, looks: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, date) and cell >= FIRST_DAY:
        sheet.write_datetime(row, column, cell, looks["day"])
    else:
        sheet.write_string(row, column, str(cell)[:LONGEST_CELL], looks["text"])


def delimited_lines(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A comma-separated text in UTF-8 with its mark, without which Excel does not read Chinese; a line at a time.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, which reading takes off again.
    """
    line = io.StringIO()
    writer = csv.writer(line)
    yield b"\xef\xbb\xbf"
    for row in _with_headings(headings, rows):
        writer.writerow(["" if cell is None else protected(str(cell)) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _with_headings(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield headings
    yield from rows
