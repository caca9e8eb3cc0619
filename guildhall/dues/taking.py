"""A stored file of a bank to the movements in it: which kind it is, its table, the columns chosen for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from guildhall.documents.formats import ending_of
from guildhall.documents.models import File
from guildhall.documents.queries import content_path
from guildhall.dues.bank_columns import HEAD_ROWS, Columns, likely_header, meaning_of, recognise
from guildhall.dues.camt import read_camt
from guildhall.dues.statements import Reading, StatementError, read_rows
from guildhall.imports.tables import open_table

CAMT, TABLE = "camt.053", "table"
LINES_MOST = 50_000
SAMPLE = 5


@dataclass(frozen=True)
class Head:
    """The first look at a table whose columns are to be chosen. ``of`` says what was recognised all the same."""

    header: int
    headings: Sequence[str]
    first: Sequence[Sequence[str]]
    of: Mapping[str, tuple[int, ...]]


def layout_of(file: File) -> str:
    return CAMT if ending_of(file.name) == "xml" else TABLE


def read_file(file: File, columns: Columns | None = None) -> Reading | None:
    """The movements; None where the columns are of no bank that is known and none are given.

    Refused with StatementError or TableError: whatever cannot be read or does not add up.
    """
    path = content_path(file)
    if layout_of(file) == CAMT:
        return read_camt(path.read_bytes())
    rows = _rows(path, ending_of(file.name))
    columns = columns or recognise(rows)
    return read_rows(rows, columns) if columns else None


def head_of(file: File, header: int = 0) -> Head:
    """Headings and first rows, for choosing columns. ``header`` 0: the row that looks most like headings."""
    rows = _rows(content_path(file), ending_of(file.name))
    number = header if header in {row for row, _cells in rows} else likely_header(rows)
    headings = next(cells for row, cells in rows if row == number)
    first = [cells for row, cells in rows if row > number][:SAMPLE]
    return Head(number, headings, first, meaning_of(headings))


def _rows(path: Path, ending: str) -> list[tuple[int, list[str]]]:
    with open_table(path, ending) as table:
        rows = list(islice(table.rows, LINES_MOST + HEAD_ROWS + 1))
    if not rows:
        raise StatementError("no_lines", "对账单中没有任何收支记录。", "the statement holds no movement.")
    if len(rows) > LINES_MOST + HEAD_ROWS:
        raise StatementError(
            "too_many_lines",
            f"对账单超过{LINES_MOST}行，请按月份拆分。",
            f"the statement has more than {LINES_MOST} lines. Split it by months.",
        )
    return rows
