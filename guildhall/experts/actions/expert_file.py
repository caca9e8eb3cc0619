"""A list of experts from a spreadsheet: checked first, then taken in as a whole."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.names import normal_name
from guildhall.core.sentences import UnreadableError
from guildhall.documents.actions import store_file
from guildhall.documents.formats import ending_of
from guildhall.documents.models import File
from guildhall.documents.queries import content_path
from guildhall.experts.actions.expert import add_expert
from guildhall.experts.expert_table import Row, rows_in
from guildhall.experts.models import Expert
from guildhall.experts.permissions import require_may_keep_experts
from guildhall.imports.problems import Problem
from guildhall.imports.tables import TableError, open_table
from guildhall.registry.actions import add_person
from guildhall.registry.models import Organization, Person


@dataclass(frozen=True)
class Checked:
    """A row, the person that it means (none: a new one), and what is wrong with it."""

    row: Row
    person: Person | None = None
    organization: Organization | None = None
    problem: str = ""


@transaction.atomic
def check_expert_file(
    association: Association, *, name: str, content: IO[bytes] | bytes, actor: User
) -> File:
    """Keep a spreadsheet with the columns name, unit, title, fields, mail address; ``checked_rows`` says of each row
    what becomes of it. Nothing is imported yet. Refused: what is no table, or has no headings."""
    require_may_keep_experts(actor, association)
    file = store_file(association=association, name=name, content=content, actor=actor)
    found = _read(file)
    record("expert_file.checked", actor=actor, subject=file, rows=len(found))
    return file


def checked_rows(association: Association, file: File) -> list[Checked]:
    """Every row of the file with the person that it means, or with its problem."""
    rows = _read(file)
    known = _people(association, {row.name for row in rows})
    units = _units(association, {row.unit for row in rows if row.unit})
    pool = set(
        Expert.objects.filter(association=association, retired_on__isnull=True).values_list(
            "person", flat=True
        )
    )
    seen: set[tuple[str, str]] = set()
    return [_checked(row, known, units, pool, seen) for row in rows]


@transaction.atomic
def import_experts(association: Association, *, file: File, actor: User) -> int:
    """Take in the rows of a checked file that have no problem; how many there were. Refused when none has."""
    require_may_keep_experts(actor, association)
    good = [one for one in checked_rows(association, file) if not one.problem]
    if not good:
        raise RuleError(_("No row of this file can be imported."), code="nothing_to_import")
    for one in good:
        row = one.row
        is_chinese = not row.name.isascii()
        person = one.person or add_person(
            association,
            name_zh=row.name if is_chinese else "",
            name_en=row.name_en or ("" if is_chinese else row.name),
            organization=one.organization,
            email=row.email,
            actor=actor,
        )
        title_is_chinese = not row.title.isascii()
        add_expert(
            association,
            person=person,
            fields_zh=row.fields_zh,
            fields_en=row.fields_en,
            title_zh=row.title if title_is_chinese else "",
            title_en="" if title_is_chinese else row.title,
            actor=actor,
        )
    record("expert_file.imported", actor=actor, subject=file, rows=len(good))
    return len(good)


def _read(file: File) -> list[Row]:
    try:
        with open_table(content_path(file), ending_of(file.name)) as table:
            return rows_in(table.rows)
    except UnreadableError as refused:
        said = refused.sentence.in_language(get_language() or "en")
        raise InvalidError(said, code="no_headings", details={"field": "file"}) from refused
    except TableError as refused:
        said = str(Problem(refused.code, params=refused.params).sentence)
        raise InvalidError(said, code=refused.code, details={"field": "file"}) from refused


def _people(association: Association, names: Iterable[str]) -> dict[str, list[Person]]:
    listed = list(names)
    found: dict[str, list[Person]] = defaultdict(list)
    for column in ("name_zh", "name_en"):
        people = Person.objects.filter(association=association, **{f"{column}__in": listed})
        for person in people.select_related("organization"):
            found[getattr(person, column)].append(person)
    return found


def _units(association: Association, names: Iterable[str]) -> dict[str, Organization]:
    plain = {normal_name(name) for name in names}
    units = Organization.objects.filter(association=association, is_active=True)
    found: dict[str, Organization] = {}
    for column in ("plain_zh", "plain_en"):
        for unit in units.filter(**{f"{column}__in": plain}).order_by("id"):
            found.setdefault(getattr(unit, column), unit)
    return found


def _checked(
    row: Row,
    known: dict[str, list[Person]],
    units: dict[str, Organization],
    pool: set[UUID],
    seen: set[tuple[str, str]],
) -> Checked:
    unit = units.get(normal_name(row.unit)) if row.unit else None
    people = known.get(row.name, [])
    if row.unit:
        people = [one for one in people if unit is not None and one.organization_id == unit.pk]
    person = people[0] if len(people) == 1 else None
    key = (row.name, normal_name(row.unit))
    problem = _problem(row, unit, people, pool, is_twice=key in seen)
    seen.add(key)
    return Checked(row, person, unit, problem)


def _problem(
    row: Row, unit: Organization | None, people: list[Person], pool: set[UUID], *, is_twice: bool
) -> str:
    faults = {
        _("No field is given."): not row.fields,
        _("The same person stands in the list twice."): is_twice,
        _("No unit of this name is known: add it first, or correct its name."): row.unit and unit is None,
        _("Several people bear this name: give the unit too."): len(people) > 1,
        _("Is in the pool already."): people and people[0].pk in pool,
    }
    return next((sentence for sentence, holds in faults.items() if holds), "")
