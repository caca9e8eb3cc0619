"""Looks at a firm's data as an Excel workbook: who, when, which item. Never what was seen."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from guildhall.funding.models import Look, Release


def looks_as_excel(looks: Iterable[Look], release: Release) -> bytes:
    """The first row is the headings; times are the association's."""
    stream, zone = io.BytesIO(), release.association.zone
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(stream, options)
    sheet = workbook.add_worksheet(_("Looks")[:31])
    bold = workbook.add_format({"bold": True})
    moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for column, heading in enumerate(
        (_("When"), _("Bank"), _("Who looked"), _("Data"), _("Outcome"), _("File"))
    ):
        sheet.set_column(column, column, 28)
        sheet.write_string(0, column, heading, bold)
    for number, look in enumerate(looks, start=1):
        sheet.write_datetime(number, 0, look.at.astimezone(zone).replace(tzinfo=None), moment)
        said = (
            release.bank.name,
            look.person.name,
            str(look.get_item_display()),
            str(look.get_outcome_display()),
            look.file.name if look.file else "",
        )
        for column, text in enumerate(said, start=1):
            sheet.write_string(number, column, text)
    sheet.freeze_panes(1, 0)
    workbook.close()
    return stream.getvalue()
