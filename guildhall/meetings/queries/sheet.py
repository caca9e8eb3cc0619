"""The list of the invited as an Excel file."""

import io

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.queries.invitation import invitation_list

WIDTHS = (14, 32, 28, 14, 16, 30, 14, 18)


def invitation_sheet(meeting: Meeting, *, viewer: User) -> bytes:
    """Name, unit, capacity, role, reply, reason, stand-in and time of reply, in the reader's language.

    Texts are written as texts, so that a name that begins like a formula stays a name.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_("Invitations"))
    bold = book.add_format({"bold": True})
    for column, (heading, width) in enumerate(zip(_headings(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    for row, invitation in enumerate(invitation_list(meeting, viewer=viewer), start=1):
        for column, text in enumerate(_cells(meeting, invitation)):
            sheet.write_string(row, column, text)
    sheet.freeze_panes(1, 1)
    book.close()
    return file.getvalue()


def _headings() -> list[str]:
    return [
        _("Name"),
        _("Organization"),
        _("Attends as"),
        _("Role"),
        _("Reply"),
        _("Reason"),
        _("Stand-in"),
        _("Replied"),
    ]


def _cells(meeting: Meeting, invitation: Invitation) -> list[str]:
    withdrawn = invitation.withdrawn_at is not None
    replied = (
        timezone.localtime(invitation.replied_at, meeting.association.zone) if invitation.replied_at else None
    )
    return [
        invitation.person.name,
        invitation.organization.name if invitation.organization else "",
        invitation.capacity,
        invitation.get_role_display(),
        _("Withdrawn") if withdrawn else invitation.get_reply_display(),
        invitation.withdrawn_reason if withdrawn else invitation.reason,
        invitation.stand_in.name if invitation.stand_in else "",
        f"{replied:%Y-%m-%d %H:%M}" if replied else "",
    ]
