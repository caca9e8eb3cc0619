"""The funnel as an Excel workbook."""

import io
from collections.abc import Mapping

import xlsxwriter
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association
from guildhall.cooperation.funnel import Funnel
from guildhall.cooperation.models import Cooperation
from guildhall.cooperation.queries import Asked, FunnelPage, step_words


def funnel_as_excel(page: FunnelPage, association: Association, asked: Asked) -> bytes:
    """One sheet of all, one by kind, one by segment; counts with their denominators, shares as formulas over them."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    _whole(book, page.whole, asked)
    _groups(book, _("By kind"), page.kinds)
    _groups(book, _("By segment"), page.segments)
    book.set_properties({"title": f"{association.name} · {_('From need to result')}"})
    book.close()
    return stream.getvalue()


def _whole(book: xlsxwriter.Workbook, whole: Funnel, asked: Asked) -> None:
    sheet = book.add_worksheet(_("From need to result")[:31])
    bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0.0%"})
    sheet.write(
        0, 0, _("Needs published from %(from)s to %(to)s") % {"from": asked.from_on, "to": asked.to_on}
    )
    head = [_("Step"), _("Needs"), _("Of the step before"), _("Share"), _("Of all"), _("Share")]
    sheet.write_row(2, 0, head, bold)
    for row, one in enumerate(whole.figures, start=3):
        sheet.write_row(row, 0, [step_words(one.step), one.count, one.before])
        sheet.write(row, 4, one.cohort)
        if one.before:
            sheet.write_formula(row, 3, f"=B{row + 1}/C{row + 1}", share, float(one.count / one.before))
        if one.cohort:
            sheet.write_formula(row, 5, f"=B{row + 1}/E{row + 1}", share, float(one.count / one.cohort))
    row = len(whole.figures) + 4
    sheet.write_row(row, 0, [_("Introductions"), whole.introductions], bold)
    sheet.write_row(row + 1, 0, [_("Delivered"), whole.delivered])
    sheet.write_row(row + 2, 0, [_("Under way"), whole.under_way])
    for place, (ending, count) in enumerate(whole.endings, start=row + 3):
        sheet.write_row(place, 0, [str(Cooperation.Ending(ending).label), count])
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 5, 16)


def _groups(book: xlsxwriter.Workbook, title: str, groups: Mapping[str, Funnel]) -> None:
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 30)
    for row, (name, one) in enumerate(groups.items(), start=1):
        sheet.write_row(0, 0, [title, *(step_words(figure.step) for figure in one.figures)], bold)
        sheet.write_row(row, 0, [name, *(figure.count for figure in one.figures)])
    sheet.freeze_panes(1, 1)
