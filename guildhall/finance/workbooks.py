"""Ledger and statements as Excel workbooks: amounts are numbers in yuan, dates are dates, texts are never formulas."""

import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from guildhall.core.money import in_yuan
from guildhall.finance.queries import LedgerLine, Merged

MONEY_FORMAT = {"num_format": "#,##0.00"}


def _workbook(rows: Iterable[list[Any]], title: str, widths: Iterable[int]) -> bytes:
    """The first row is the headings."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(stream, options)
    sheet = workbook.add_worksheet(title[:31].translate(str.maketrans("", "", "[]:*?/\\")))
    bold, money = workbook.add_format({"bold": True}), workbook.add_format(MONEY_FORMAT)
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, Decimal):
                sheet.write_number(number, column, value, money)
            elif value != "":
                sheet.write_string(number, column, str(value), bold if number == 0 else None)
    sheet.freeze_panes(1, 0)
    workbook.set_properties({"title": title})
    workbook.close()
    return stream.getvalue()


def ledger_as_excel(lines: Iterable[LedgerLine], name: str, year: int) -> bytes:
    """One line for each side of an entry."""
    rows: list[list[Any]] = [[_("Date"), _("Entry"), *_sides(), _("By")]]
    for line in lines:
        debit = in_yuan(line.debit) if line.debit else ""
        credit = in_yuan(line.credit) if line.credit else ""
        rows.append([line.on, line.said, line.account, debit, credit, line.actor])
    return _workbook(rows, f"{name} {year}", (12, 44, 36, 16, 16, 18))


def _sides() -> tuple[str, str, str]:
    return pgettext("ledger", "Account"), pgettext("ledger", "Debit"), pgettext("ledger", "Credit")


def merged_as_excel(merged: Merged) -> bytes:
    """A column for each unit and one for the whole."""
    language = get_language() or "en"
    columns = [column.figures for column in merged.columns]
    rows: list[list[Any]] = [["", *(column.name for column in merged.columns), _("Total")]]
    rows.append(_figures(_("Opening balance"), [one.opening for one in columns], merged.total.opening))
    rows += [_figures(line.name.in_language(language), line.amounts, line.total) for line in merged.lines]
    rows.append(_figures(_("Total income"), [one.total_income for one in columns], merged.total.total_income))
    rows.append(
        _figures(_("Total spending"), [one.total_expense for one in columns], merged.total.total_expense)
    )
    rows.append(_figures(_("Closing balance"), [one.closing for one in columns], merged.total.closing))
    title = f"{merged.year} Q{merged.quarter}" if merged.quarter else str(merged.year)
    return _workbook(rows, title, (36, *(18 for _column in merged.columns), 18))


def _figures(label: str, amounts: Iterable[int], total: int) -> list[Any]:
    return [label, *(in_yuan(amount) for amount in amounts), in_yuan(total)]
