"""Bookings as an Excel workbook: times are times of the association's zone, texts are never formulas."""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guildhall.sharing.models import Booking, Resource

WIDTHS = (18, 18, 10, 32, 20, 40, 14, 32)


def bookings_as_excel(bookings: Iterable[Booking], resource: Resource) -> bytes:
    """The first row is the headings."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(stream, options)
    sheet = workbook.add_worksheet(_("Bookings")[:31])
    bold = workbook.add_format({"bold": True})
    moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for column, heading in enumerate(_headings()):
        sheet.write_string(0, column, heading, bold)
    for number, booking in enumerate(bookings, start=1):
        for column, value in enumerate(_cells(booking, resource)):
            if isinstance(value, datetime):
                sheet.write_datetime(number, column, value, moment)
            elif isinstance(value, float):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, value)
    sheet.freeze_panes(1, 0)
    workbook.set_properties({"title": resource.title})
    workbook.close()
    return stream.getvalue()


def _headings() -> list[str]:
    return [
        pgettext("time", "From"),
        pgettext("time", "Until"),
        _("Hours"),
        _("Organization"),
        _("Person"),
        _("What for"),
        _("State"),
        _("Reason"),
    ]


def _cells(booking: Booking, resource: Resource) -> list[Any]:
    zone = resource.association.zone
    return [
        booking.starts_at.astimezone(zone).replace(tzinfo=None),
        booking.ends_at.astimezone(zone).replace(tzinfo=None),
        booking.minutes / 60,
        booking.organization.name if booking.organization else "",
        booking.person.name,
        booking.purpose,
        str(booking.get_state_display()),
        booking.reason,
    ]
