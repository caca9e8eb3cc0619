"""Key projects as an Excel workbook."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association
from guildhall.core.money import in_yuan
from guildhall.promotion.models import KeyProject

WIDTHS = (20, 40, 40, 30, 24, 20, 24, 16, 16, 16, 18, 16)
MONEY = 7


def as_excel(rows: Iterable[KeyProject], association: Association) -> bytes:
    """One line each, in the reader's language; amounts in yuan where the reader may see them, texts never formulas."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(stream, options)
    sheet = workbook.add_worksheet(_("Key projects")[:31])
    bold, money = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "#,##0.00"})
    sheet.write_row(0, 0, _headings(), bold)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(_cells(row)):
            sheet.write(number, column, value, money if column == MONEY else None)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, len(WIDTHS) - 1)
    workbook.set_properties({"title": f"{association.name} · {_('Key projects')}"})
    workbook.close()
    return stream.getvalue()


def _headings() -> list[str]:
    return [
        _("Kind"),
        _("Title in Chinese"),
        _("Title in English"),
        _("Investor"),
        _("Industrial chain"),
        _("Segment"),
        _("For the chain"),
        _("Planned amount, yuan"),
        _("Start of construction"),
        _("Start of production"),
        _("Responsible person"),
        _("State"),
    ]


def _cells(row: KeyProject) -> list[object]:
    amount: int | None = row.shown_amount  # type: ignore[attr-defined] # set by the query
    hides: bool = row.hides_amount  # type: ignore[attr-defined] # set by the query
    unseen = _("not shown") if hides else _("not stated")
    return [
        row.get_kind_display(),
        row.title_zh,
        row.title_en,
        row.investor_name,
        str(row.chain or ""),
        str(row.segment or ""),
        row.get_step_display(),
        unseen if amount is None else in_yuan(amount),
        row.stated_start or _("not stated"),
        row.stated_finish or _("not stated"),
        row.responsible.name if row.responsible else _("not stated"),
        row.get_state_display(),
    ]
