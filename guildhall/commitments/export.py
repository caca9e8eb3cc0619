"""The board as an Excel workbook."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association
from guildhall.commitments.models import Commitment

WIDTHS = (12, 12, 24, 28, 60, 40, 14, 16, 28, 40, 10, 16, 36)


def board_as_excel(rows: Iterable[Commitment], association: Association) -> bytes:
    """One line for each commitment, in the reader's language; dates are dates, texts are never formulas."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = workbook.add_worksheet(_("Follow-up"))
    bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, _headings(), bold)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(_cells(row)):
            if hasattr(value, "isoformat"):
                sheet.write_datetime(number, column, value, day)
            else:
                sheet.write(number, column, value)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, len(WIDTHS) - 1)
    workbook.set_properties({"title": f"{association.name} · {_('Follow-up')}"})
    workbook.close()
    return stream.getvalue()


def _headings() -> list[str]:
    return [
        _("Light"),
        _("State"),
        _("Body"),
        _("Plan"),
        _("Content in Chinese"),
        _("Content in English"),
        pgettext("three", "Deadline"),
        _("Responsible person"),
        _("Lead unit"),
        _("What counts as done"),
        _("Progress, %"),
        _("Milestones"),
        _("Follows from"),
    ]


def _cells(row: Commitment) -> list[object]:
    light = row.light.words.in_language(get_language() or "")
    milestones = f"{row.milestones_done}/{row.milestones_all}" if row.milestones_all else ""
    return [
        light,
        row.get_state_display(),
        row.body.name,
        row.plan.title if row.plan else "",
        row.content_zh,
        row.content_en,
        row.deadline or _("not stated"),
        row.responsible.name if row.responsible else _("not stated"),
        row.lead.name if row.lead else "",
        row.measure,
        row.progress,
        milestones,
        row.origin_label,
    ]
