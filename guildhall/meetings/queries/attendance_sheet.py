"""Who came and went, as an Excel file and as PDF; and the sheet to sign at the door."""

import io
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.documents import pdf
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.queries.attendance import AttendanceLine, presence_of

WIDTHS = (5, 14, 32, 28, 14, 14, 12, 18, 18, 12)


def attendance_sheet(meeting: Meeting) -> bytes:
    """Number, name, unit, capacity, role, stand-in, status, first in, last out, how: in the reader's language.

    Texts are written as texts, so that a name that begins like a formula stays a name.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet(_("Attendance"))
    bold = book.add_format({"bold": True})
    for column, (heading, width) in enumerate(zip(_headings(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    for row, line in enumerate(presence_of(meeting).lines, start=1):
        for column, text in enumerate([str(row), *_cells(meeting, line)]):
            sheet.write_string(row, column, text)
    sheet.freeze_panes(1, 2)
    book.close()
    return file.getvalue()


def printed_attendance(meeting: Meeting, *, to_sign: bool = False) -> bytes:
    """The same as PDF with the figures; or, ``to_sign``, the list of the invited with room for signatures."""
    presence = presence_of(meeting)
    facts = [
        {"label": _("Meeting"), "value": meeting.name},
        {"label": _("Time"), "value": _moment(meeting, meeting.starts_at) or meeting.stated_date_words},
        {"label": _("Place"), "value": meeting.place},
    ]
    if to_sign:
        head = ["", _("Name"), _("Organization"), _("Signature")]
        rows = [[str(place), *_cells(meeting, line)[:2], ""] for place, line in enumerate(presence.lines, 1)]
        title = _("Sign-in sheet")
    else:
        head = ["", _("Name"), _("Organization"), _("Role"), _("Status"), _("First in"), _("Last out")]
        rows = [_short_row(meeting, place, line) for place, line in enumerate(presence.lines, 1)]
        facts.append({"label": _("Entitled to vote"), "value": str(presence.entitlement.total)})
        facts.append({"label": _("Attended"), "value": str(presence.attended)})
        title = _("Attendance")
    data: dict[str, Any] = {
        "lang": "zh" if (get_language() or "").startswith("zh") else "en",
        "association": {"zh": meeting.association.name_zh, "en": meeting.association.name_en},
        "title": title,
        "facts": facts,
        "blocks": [{"kind": "table", "head": head, "rows": rows}],
        "landscape": not to_sign,
    }
    return pdf.render("report", data)


def _headings() -> list[str]:
    return [
        "",
        _("Name"),
        _("Organization"),
        _("Attends as"),
        _("Role"),
        _("Stand-in"),
        _("Status"),
        _("First in"),
        _("Last out"),
        _("How"),
    ]


def _cells(meeting: Meeting, line: AttendanceLine) -> list[str]:
    one = line.invitation
    return [
        one.person.name,
        one.organization.name if one.organization else "",
        one.capacity,
        str(one.get_role_display()),
        one.stand_in.name if one.stand_in and one.reply == Invitation.Reply.STAND_IN else "",
        status_words(line),
        _moment(meeting, line.came_at),
        _moment(meeting, line.left_at),
        mode_words(line.stays[-1].mode) if line.stays else "",
    ]


def _short_row(meeting: Meeting, place: int, line: AttendanceLine) -> list[str]:
    name, organization, _capacity, role, _stand_in, status, came, left, _how = _cells(meeting, line)
    return [str(place), name, organization, role, status, came, left]


def status_words(line: AttendanceLine) -> str:
    """Present, excused or absent, in the reader's language."""
    return {"present": _("Present"), "excused": _("Excused"), "absent": _("Absent")}[line.status]


def mode_words(mode: str) -> str:
    return _("Online") if mode == "online" else _("On site")


def _moment(meeting: Meeting, at: datetime | None) -> str:
    return f"{timezone.localtime(at, meeting.association.zone):%Y-%m-%d %H:%M}" if at else ""
