"""Key projects as an Excel workbook, which reads back (see ``project_table``)."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association
from guildhall.core.money import in_yuan
from guildhall.promotion.models import KeyProject
from guildhall.promotion.project_table import HEADINGS, KINDS, STATES, STEPS

WIDTHS = (14, 36, 36, 30, 20, 20, 22, 18, 16, 18, 16, 16, 18, 16, 30)
MONEY = list(HEADINGS).index("amount")


def as_excel(rows: Iterable[KeyProject], association: Association) -> bytes:
    """One line each, in the reader's language; amounts in yuan where the reader may see them, texts never formulas."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(stream, options)
    sheet = workbook.add_worksheet(_("Key projects")[:31])
    bold, money = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "#,##0.00"})
    language = 0 if (get_language() or "").startswith("zh") else 1
    sheet.write_row(0, 0, [names[language].capitalize() for names in HEADINGS.values()], bold)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(_cells(row, language)):
            sheet.write(number, column, value, money if column == MONEY else None)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, len(WIDTHS) - 1)
    workbook.set_properties({"title": f"{association.name} · {_('Key projects')}"})
    workbook.close()
    return stream.getvalue()


def _cells(row: KeyProject, language: int) -> list[object]:
    amount: int | None = row.shown_amount  # type: ignore[attr-defined] # set by the query
    hides: bool = row.hides_amount  # type: ignore[attr-defined] # set by the query
    unseen = _("not shown") if hides else _("not stated")
    return [
        KINDS[row.kind][language].capitalize(),
        row.title_zh,
        row.title_en,
        row.investor_name,
        row.place_zh,
        row.place_en,
        str(row.chain or ""),
        str(row.segment or ""),
        STEPS[row.step][language].capitalize() if row.step else "",
        unseen if amount is None else in_yuan(amount),
        row.stated_start or _("not stated"),
        row.stated_finish or _("not stated"),
        row.responsible.name if row.responsible else _("not stated"),
        STATES[row.state][language].capitalize(),
        row.ended_reason,
    ]
