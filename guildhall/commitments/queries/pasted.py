"""A pasted table against what is known here: what each row would become, and what is wrong with it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.commitments.models import Course, Plan
from guildhall.commitments.pasted import Row, read_day, read_rows
from guildhall.core.errors import InvalidError
from guildhall.core.sentences import UnreadableError
from guildhall.registry.models import Organization, Person

Named = TypeVar("Named", bound=Model)


@dataclass
class Item:
    """What a row would become. ``problems`` are sentences; a row with any is not taken."""

    number: int
    content_zh: str = ""
    content_en: str = ""
    measure_zh: str = ""
    deadline: date | None = None
    responsible: Person | None = None
    superior: Person | None = None
    lead: Organization | None = None
    supporting: list[Organization] = field(default_factory=list)
    course: Course | None = None
    problems: list[str] = field(default_factory=list)


def pasted_items(plan: Plan, text: str) -> list[Item]:
    """Every row of the table with what is wrong with it. Three queries, however many rows.

    Refused as a whole (422) when it is no table.
    """
    try:
        rows = read_rows(text)
    except UnreadableError as unreadable:
        raise InvalidError(_say(unreadable), code="no_table", details={"field": "text"}) from unreadable
    association = plan.association
    people = Person.objects.filter(association=association).select_related("user")
    known = _Known(
        people=_by_name(people, _names(rows, "responsible", "superior")),
        units=_by_name(
            Organization.objects.filter(association=association), _names(rows, "lead", "supporting")
        ),
        courses=_by_name(plan.courses.all(), _names(rows, "course")),
    )
    return [_item(row, known) for row in rows]


@dataclass(frozen=True)
class _Known:
    """Rows by each of their names."""

    people: dict[str, list[Person]]
    units: dict[str, list[Organization]]
    courses: dict[str, list[Course]]


def _names(rows: Iterable[Row], *fields: str) -> set[str]:
    return {name for row in rows for one in fields for name in row.several(one)}


def _by_name(rows: QuerySet[Named], names: set[str]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = defaultdict(list)
    for row in rows.filter(Q(name_zh__in=names) | Q(name_en__in=names)):
        for name in {row.name_zh, row.name_en} & names:  # type: ignore[attr-defined] # all three have names
            found[name].append(row)
    return found


def _item(row: Row, known: _Known) -> Item:
    texts = {name: row.cells.get(name, "") for name in ("content_zh", "content_en", "measure_zh")}
    item = Item(row.number, texts["content_zh"], texts["content_en"], texts["measure_zh"])
    if not (item.content_zh or item.content_en):
        item.problems.append(_("The content is missing."))
    item.problems += _too_long(item)
    try:
        item.deadline = read_day(row.cells.get("deadline", ""))
    except UnreadableError as unreadable:
        item.problems.append(_say(unreadable))
    item.responsible = _one(row.cells.get("responsible", ""), known.people, item)
    item.superior = _one(row.cells.get("superior", ""), known.people, item)
    item.lead = _one(row.cells.get("lead", ""), known.units, item)
    item.course = _one(row.cells.get("course", ""), known.courses, item)
    units = (_one(name, known.units, item) for name in row.several("supporting"))
    item.supporting = [unit for unit in units if unit]
    return item


def _one(name: str, known: dict[str, list[Named]], item: Item) -> Named | None:
    if not name:
        return None
    found = known.get(name, [])
    if len(found) == 1:
        return found[0]
    if found:
        item.problems.append(_("“%(name)s” is the name of several.") % {"name": name})
    else:
        item.problems.append(_("“%(name)s” is not known here.") % {"name": name})
    return None


def _too_long(item: Item) -> list[str]:
    limits = ((item.content_zh, 4000), (item.content_en, 4000), (item.measure_zh, 300))
    sentence = _("A text is longer than %(most)s characters.")
    return [sentence % {"most": most} for text, most in limits if len(text) > most]


def _say(unreadable: UnreadableError) -> str:
    return unreadable.sentence.in_language(get_language() or "")
