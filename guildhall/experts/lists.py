"""The expert pool as a workbook that reads back by ``expert_table``."""

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guildhall.experts.models import Expert, lines_of
from guildhall.imports.writing import write_workbook


def experts_as_excel(experts: Iterable[Expert]) -> bytes:
    """One row for each expert with name, unit, title, fields, mail address and the terms of today."""
    stream = io.BytesIO()
    headings = [
        pgettext("list of experts", "Name"),
        pgettext("list of experts", "Name in English"),
        pgettext("list of experts", "Unit"),
        pgettext("list of experts", "Professional title"),
        pgettext("list of experts", "Fields"),
        pgettext("list of experts", "Mail address"),
        pgettext("list of experts", "Class"),
        pgettext("list of experts", "Term ends"),
    ]
    write_workbook(stream, _("Experts"), headings, map(_row, experts))
    return stream.getvalue()


def _row(expert: Expert) -> list[str]:
    person = expert.person
    unit = person.organization
    terms = expert.terms_now  # type: ignore[attr-defined]  # prefetched by the query
    return [
        person.name_zh or person.name_en,
        person.name_en if person.name_zh else "",
        (unit.name_zh or unit.name_en) if unit else "",
        expert.title_zh or expert.title_en,
        "、".join(lines_of(f"{expert.fields_zh}\n{expert.fields_en}")),
        person.email,
        "、".join(term.expert_class.name for term in terms),
        "、".join(term.to_on.isoformat() for term in terms),
    ]
