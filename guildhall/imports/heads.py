"""The first look at a file: its sheets, the row of headings, what the list is about, how long it is. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from guildhall.imports.columns import KINDS, find_header, guess_columns, guess_kind
from guildhall.imports.tables import HEAD_ROWS, ROWS_MOST, Row, TableError, open_table

SHOWN_ROWS = 8
SHOWN_LENGTH = 60
HEADINGS_MOST = 200


@dataclass(frozen=True)
class Head:
    """What is kept of it: ``header`` is the number of the row with the headings, ``first`` are rows below it."""

    sheets: list[str]
    sheet: int
    header: int
    headings: list[str]
    first: list[list[str]]
    rows: int
    formulas: int = 0
    encoding: str = ""
    kind: str = ""
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def table(self) -> dict[str, Any]:
        """Plain JSON without what has a place of its own."""
        return {key: value for key, value in asdict(self).items() if key not in ("kind", "columns", "rows")}


def read_head(path: Path, ending: str, *, sheet: int = -1, header: int = 0, kind: str = "") -> Head:
    """Look at the file. ``header`` 0 finds the row of headings, ``kind`` empty guesses what the list is about.

    Refused with TableError: what ``open_table`` refuses, no filled cell, no row below the headings.
    """
    with open_table(path, ending, sheet=sheet, only_head=True) as table:
        rows: list[Row] = []
        count = 0
        for row in table.rows:
            count += 1
            if count <= HEAD_ROWS:
                rows.append(row)
        count = table.rows_known or count
        if not rows:
            raise TableError("nothing_in_file")
        place = _header(rows, header, kind)
        headings = [heading.strip() for heading in rows[place][1][:HEADINGS_MOST]]
        below = count - place - 1
        if below < 1:
            raise TableError("no_rows")
        if below > ROWS_MOST:
            raise TableError("too_many_rows")
        chosen = kind or guess_kind(headings)
        columns = guess_columns(headings, chosen) if chosen else {}
        return Head(
            sheets=list(table.sheets),
            sheet=table.sheet,
            header=rows[place][0],
            headings=[_shortened(heading) for heading in headings],
            first=[[_shortened(cell) for cell in cells] for _number, cells in rows[place + 1 :][:SHOWN_ROWS]],
            rows=below,
            formulas=table.formulas,
            encoding=table.encoding,
            kind=chosen,
            columns={str(column): key for column, key in columns.items()},
        )


def _header(rows: Sequence[Row], header: int, kind: str) -> int:
    """The place among the rows of the one with the headings."""
    if header:
        found = [place for place, (number, _cells) in enumerate(rows) if number == header]
        if not found:
            raise TableError("no_rows")
        return found[0]
    return find_header([cells for _number, cells in rows], [kind] if kind else KINDS)


def _shortened(text: str) -> str:
    flat = " ".join(text.replace("\0", "").split())
    return flat if len(flat) <= SHOWN_LENGTH else flat[: SHOWN_LENGTH - 1] + "…"
