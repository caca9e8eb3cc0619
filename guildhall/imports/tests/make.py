"""Plain builders for tests: valid by default, every detail can be named."""

import io
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

import xlsxwriter
from stdnum.cn import uscc

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.imports import actions
from guildhall.imports.models import ImportBatch
from guildhall.registry.tests.make import make_association, make_user_with_powers

_numbers = count(1)
HEADINGS = ("单位名称", "统一社会信用代码", "地区", "电话")


def make_manager(association: Association | None = None) -> User:
    return make_user_with_powers(association or make_association(), Power.MANAGE)


def make_workbook(*rows: Sequence[Any], sheet: str = "名单") -> bytes:
    """A real workbook; whole numbers, days and texts as a person would have typed them."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.write(number, column, cell)
    book.close()
    return content.getvalue()


def make_text(*rows: Sequence[str], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


def make_uscc(number: int | None = None) -> str:
    """A code with the right check character."""
    start = f"91370300MA{next(_numbers) if number is None else number:07d}"
    return start + str(uscc.calc_check_digit(start))


def make_rows(many: int, *, start: int = 1) -> list[tuple[str, ...]]:
    """Organizations below ``HEADINGS``."""
    return [
        (f"第{number}齿轮厂", make_uscc(number), "淄博", f"0533-{number:07d}")
        for number in range(start, start + many)
    ]


def make_batch(
    association: Association | None = None,
    rows: Iterable[Sequence[Any]] | None = None,
    *,
    actor: User | None = None,
    name: str = "会员.csv",
    **details: Any,
) -> ImportBatch:
    """An uploaded list, checked where its headings tell enough: three organizations without ``rows``.

    A text, since each look into a workbook costs a process; a workbook where the cells are more than text.
    """
    association = association or (actor.people.get().association if actor else make_association())
    table = list(rows or [HEADINGS, *make_rows(3)])
    if not all(isinstance(cell, str) for row in table for cell in row):
        name = name.replace(".csv", ".xlsx")
    content = make_text(*table) if name.endswith(".csv") else make_workbook(*table)
    return actions.upload_table(
        association, name=name, content=content, actor=actor or make_manager(association), **details
    )
