"""Arrears as an Excel workbook, and the list for the council on paper."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association
from guildhall.core.money import in_yuan, written_amount
from guildhall.core.sentences import Sentence
from guildhall.documents import pdf
from guildhall.dues.ageing import LABELS
from guildhall.dues.notices import member_name
from guildhall.dues.queries.arrears import ArrearsLine
from guildhall.dues.queries.standard import today_at

WIDTHS = (14, 40, 18, 24, 18, 16, 14, 12, 20, 12, 14, 24)
MONEY, DAYS = 5, (6, 10)
WEIGHTS = [2, 3, 9, 4, 4, 3, 4]
HEAD_ZH = ("序号", "会员编号", "会员", "欠缴年度", "欠缴金额", "催缴次数", "最近催缴")
HEAD_EN = ("No.", "Member number", "Member", "Years owed", "Still open", "Reminders", "Last reminded")


def arrears_as_excel(lines: Iterable[ArrearsLine], association: Association, *, title: str) -> bytes:
    """One line for each member; amounts in yuan, days as days; texts are never formulas."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(stream, options)
    sheet = workbook.add_worksheet(title[:31])
    bold = workbook.add_format({"bold": True})
    day, money = (
        workbook.add_format({"num_format": "yyyy-mm-dd"}),
        workbook.add_format({"num_format": "#,##0.00"}),
    )
    sheet.write_row(0, 0, _headings(), bold)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(_cells(line)):
            if column in DAYS and value:
                sheet.write_datetime(row, column, value, day)
            elif column == MONEY:
                sheet.write_number(row, column, value, money)
            else:
                sheet.write(row, column, value)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, len(WIDTHS) - 1)
    workbook.set_properties({"title": f"{association.name} · {title}"})
    workbook.close()
    return stream.getvalue()


def _headings() -> list[str]:
    return [
        _("Member number"),
        _("Member"),
        _("Tier"),
        _("Branch"),
        _("Years owed"),
        _("Still open, yuan"),
        _("Due since"),
        _("Days late"),
        _("Age"),
        _("Reminders"),
        _("Last reminded"),
        _("Collector"),
    ]


def _cells(line: ArrearsLine) -> Sequence[object]:
    newest = line.notices[-1]
    return [
        line.member.number,
        line.member.name,
        newest.tier.name,
        newest.branch.name if newest.branch else "",
        ", ".join(str(year) for year in line.years),
        in_yuan(line.open),
        line.due_on,
        line.late,
        LABELS[line.age].in_language(get_language() or ""),
        line.reminded,
        line.reminded_on,
        ", ".join(str(collector) for collector in line.collectors),
    ]


def unpaid_as_pdf(
    lines: Sequence[ArrearsLine], association: Association, *, years: int, rule: Sentence, language: str
) -> bytes:
    """The list for the council: who has not paid for how many years, and who may decide."""
    told = {
        "lang": "zh" if language.lower().startswith("zh") else "en",
        "association": {"zh": association.name_zh, "en": association.name_en},
        "title": {
            "zh": f"连续{years}年以上未缴纳会费的会员名单",
            "en": f"Members whose dues are unpaid for {years} years in a row or longer",
        },
        "date": today_at(association).isoformat(),
        "landscape": True,
        "blocks": {"zh": _paper(lines, rule.zh, HEAD_ZH, "zh"), "en": _paper(lines, rule.en, HEAD_EN, "en")},
    }
    return pdf.render("report", told)


def _paper(
    lines: Sequence[ArrearsLine], rule: str, head: Sequence[str], language: str
) -> list[dict[str, Any]]:
    rows = [
        [
            str(place),
            line.member.number,
            member_name(line.member).in_language(language),
            ", ".join(str(year) for year in line.years),
            written_amount(line.open, language),
            str(line.reminded),
            line.reminded_on.isoformat() if line.reminded_on else "—",
        ]
        for place, line in enumerate(lines, start=1)
    ]
    told = {"kind": "paragraph", "runs": [{"text": rule}]}
    return [told, {"kind": "table", "head": list(head), "widths": WEIGHTS, "rows": rows}]
