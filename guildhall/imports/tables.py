"""Tables out of files: workbooks and delimited text in any encoding that our readers meet. Pure: a file in, rows out."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from guildhall.imports.workbook import TableError

__all__ = [
    "HEAD_ROWS",
    "ROWS_MOST",
    "Row",
    "Table",
    "TableError",
    "data_rows",
    "open_table",
    "protected",
    "unprotected",
]

ROWS_MOST = 200_000
# Titles and headings come on top of the rows that are counted.
HEAD_ROWS = 30
WORKBOOK = "xlsx"
DELIMITERS = (",", "\t", ";", "|")
LONGEST_CELL = 100_000
WITHOUT_DOUBT = 4
TWO_BYTES_MOST = "\u07ff"
ENCODINGS = {"utf-8-sig": "UTF-8", "gb18030": "GB 18030", "utf-16": "UTF-16"}
# What a spreadsheet would take for a formula when it opens delimited text.
RISKY = tuple("=+-@＝＋－＠\t\r\n")
ROOT = Path(__file__).parents[2]

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Table:
    """One sheet. ``rows`` are number and cells of each row that holds something, to be read once, from the first.

    ``rows_known`` counts them where the file tells without being read to its end. ``merged`` are areas of merged
    cells (``B5:B8``), ``formulas`` counts cells whose last computed value is taken.
    """

    rows: Iterator[Row]
    sheets: tuple[str, ...] = ()
    sheet: int = 0
    rows_known: int | None = None
    merged: tuple[str, ...] = ()
    formulas: int = 0
    encoding: str = ""


@contextmanager
def open_table(path: Path, ending: str, *, sheet: int = -1, only_head: bool = False) -> Iterator[Table]:
    """The table in a file; of the workbook's sheet ``sheet``, or of the first that holds a table.

    Refused with TableError, also while its rows are read: no workbook inside, broken, locked, more than
    ``ROWS_MOST`` rows, a text in two encodings. ``only_head``: of a workbook the first rows are enough.
    """
    if ending == WORKBOOK:
        with _workbook(path, sheet, HEAD_ROWS if only_head else ROWS_MOST + HEAD_ROWS) as table:
            yield table
        return
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as stream:
        yield Table(text_rows(stream), encoding=ENCODINGS[encoding])


@contextmanager
def _workbook(path: Path, sheet: int, wanted: int) -> Iterator[Table]:
    words = [str(path), str(sheet), str(ROWS_MOST + HEAD_ROWS), str(wanted)]
    program = subprocess.Popen(  # noqa: S603  our own module and a path that we made
        [sys.executable, "-m", "guildhall.imports.workbook", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        encoding="utf-8",
    )
    try:
        lines = _said_by(program)
        _word, facts = next(lines)
        yield Table(
            rows=((number, cells) for number, cells in lines),
            sheets=tuple(facts["sheets"]),
            sheet=facts["sheet"],
            rows_known=facts["rows"],
            merged=tuple(facts["merged"]),
            formulas=facts["formulas"],
        )
    finally:
        program.kill()
        program.communicate()


def _said_by(program: subprocess.Popen[str]) -> Iterator[Any]:
    for line in program.stdout or ():
        first, rest = json.loads(line)
        if first == "refused":
            raise TableError(rest["code"], **rest["params"])
        yield first, rest
    if program.wait() != 0:
        raise TableError("broken_workbook")


def encoding_of(path: Path) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, or GB 18030.

    Refused: a text whose lines are of two encodings, and one of none; the line is named.
    """
    with path.open("rb") as stream:
        if stream.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        stream.seek(0)
        first: dict[str, int] = {}
        doubtful_only = True
        for number, line in enumerate(stream, start=1):
            encoding = "" if line.isascii() else _encoding_of_line(line, number)
            doubtful_only = doubtful_only and encoding != "gb18030"
            if encoding:
                first.setdefault(encoding, number)
    if len(first) > 1:
        one, other = sorted(first, key=lambda name: first[name])
        raise TableError("mixed_encodings", line=first[other], found=ENCODINGS[other], before=ENCODINGS[one])
    return "gb18030" if "gb18030" in first else "utf-8-sig"


def _encoding_of_line(line: bytes, number: int) -> str:
    """Empty where a short line could be either."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        try:
            line.decode("gb18030")
        except UnicodeDecodeError as unreadable:
            raise TableError("unreadable_bytes", line=number) from unreadable
        return "gb18030"
    special = [sign for sign in text if not sign.isascii()]
    is_certain = len(special) >= WITHOUT_DOUBT and max(special) > TWO_BYTES_MOST
    return "utf-8-sig" if is_certain else ""


def text_rows(stream: io.TextIOWrapper) -> Iterator[Row]:
    """The rows of a delimited text, numbered as a spreadsheet would."""
    csv.field_size_limit(LONGEST_CELL)
    delimiter, is_stated = delimiter_of(stream)
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    given = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells) and not (is_stated and number == 1):
                given += 1
                if given > ROWS_MOST + HEAD_ROWS:
                    raise TableError("too_many_rows")
                yield number, [unprotected(cell) for cell in cells]
    except csv.Error as broken:
        raise TableError("broken_text", line=reader.line_num) from broken
    except UnicodeDecodeError as broken:
        raise TableError("unreadable_bytes", line=reader.line_num + 1) from broken


def delimiter_of(stream: io.TextIOWrapper) -> tuple[str, bool]:
    """What separates the cells: the sign that stands in most of the first lines; True where ``sep=`` says it."""
    lines = [line for line in islice(_lines(stream), HEAD_ROWS) if line.strip()]
    stream.seek(0)
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].rstrip("\r\n")) == len("sep=;"):
        return lines[0][4], True
    bare = [_without_quoted(line) for line in lines]
    weights = {
        sign: (sum(sign in line for line in bare), sum(map(_count(sign), bare))) for sign in DELIMITERS
    }
    return max(DELIMITERS, key=lambda sign: weights[sign]), False


def _lines(stream: io.TextIOWrapper) -> Iterator[str]:
    try:
        while line := stream.readline(LONGEST_CELL):
            yield line
    except UnicodeDecodeError as broken:
        raise TableError("unreadable_bytes", line=1) from broken


def _count(sign: str) -> Any:
    return lambda line: line.count(sign)


def _without_quoted(line: str) -> str:
    return "".join(line.split('"')[::2])


def protected(text: str) -> str:
    """The text for a delimited file, so that no spreadsheet takes it for a formula: an apostrophe before it.

    ``unprotected`` gives the text back, whatever it is.
    """
    return f"'{text}" if text.lstrip("'").startswith(RISKY) else text


def unprotected(text: str) -> str:
    """The text of a cell without what protects it: our apostrophe, or the ``="007"`` of other programs."""
    if text.startswith("'") and text.lstrip("'").startswith(RISKY):
        return text[1:]
    if text.startswith('="') and text.endswith('"') and len(text) > len('=""'):
        return text[2:-1]
    return text


def data_rows(rows: Iterable[Row], *, after: int) -> Iterator[Row]:
    """The rows below the headings, which stand in row ``after``; refused when there are too many."""
    given = 0
    for number, cells in rows:
        if number > after:
            given += 1
            if given > ROWS_MOST:
                raise TableError("too_many_rows")
            yield number, cells
