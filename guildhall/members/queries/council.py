"""The list of reviewed applications that is put to the council: as text for its agenda, and as a workbook."""

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guildhall.accounts.models import Association, User
from guildhall.members.models import Application
from guildhall.members.queries.application import applications

WIDTHS = (6, 36, 36, 22, 16, 18, 14, 16, 28, 14)


def council_list(association: Association, *, viewer: User) -> list[Application]:
    """The reviewed applications, by tier and in the order in which they came."""
    reviewed = applications(association, viewer=viewer, state=Application.State.REVIEWED)
    return list(reviewed.order_by("tier__rank", "submitted_at", "id"))


def council_text(listed: Sequence[Application]) -> str:
    """The list in words, in the reader's language, to be pasted into an agenda or a paper."""
    if not listed:
        return ""
    first = ngettext(
        "Admission of %(n)d applicant; the application is complete:",
        "Admission of %(n)d applicants; the applications are complete:",
        len(listed),
    ) % {"n": len(listed)}
    return "\n".join([first, *(_line(number, one) for number, one in enumerate(listed, start=1))])


def _line(number: int, application: Application) -> str:
    facts = [application.uscc, application.region, application.tier.name if application.tier else ""]
    told = _("; ").join(fact for fact in facts if fact)
    said = {"number": number, "name": application.name, "facts": told}
    return (_("%(number)d. %(name)s (%(facts)s)") if told else _("%(number)d. %(name)s")) % said


def council_sheet(listed: Sequence[Application], association: Association) -> bytes:
    """The same as an Excel workbook; texts are never formulas."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = workbook.add_worksheet(_("Applications"))
    bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, _headings(), bold)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for number, one in enumerate(listed, start=1):
        sheet.write_row(number, 0, [number, *_cells(one)])
        sheet.write_datetime(
            number, len(WIDTHS) - 1, timezone.localtime(one.submitted_at).replace(tzinfo=None), day
        )
    sheet.freeze_panes(1, 0)
    workbook.set_properties({"title": f"{association.name} · {_('Applications')}"})
    workbook.close()
    return stream.getvalue()


def _headings() -> list[str]:
    return [
        _("No."),
        _("Name in Chinese"),
        _("Name in English"),
        _("Unified social credit code"),
        _("Region"),
        _("Tier applied for"),
        _("Contact person"),
        _("Telephone"),
        _("E-mail"),
        _("Submitted"),
    ]


def _cells(one: Application) -> list[str]:
    tier = one.tier.name if one.tier else ""
    texts = [one.name_zh, one.name_en, one.uscc, one.region, tier]
    return [*texts, one.contact_name, one.contact_phone, one.contact_email]
