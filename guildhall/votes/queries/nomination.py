"""Who is meant by names as they are pasted out of a table."""

from collections import defaultdict

from guildhall.accounts.models import Association
from guildhall.registry.models import Person


def people_named(association: Association, lines: str) -> tuple[list[Person], list[str]]:
    """The people whom the lines name, each once in their order, and the lines that name nobody or several. One query.

    A line is a name, and after a tab (or at least two blanks, or a comma) the unit; the unit tells namesakes apart.
    """
    asked = [_parts(line) for line in lines.splitlines() if line.strip()]
    known = _by_name(association, {name for name, _unit in asked})
    found: dict[object, Person] = {}
    unclear = []
    for name, unit in asked:
        meant = [person for person in known.get(name, ()) if not unit or unit in _units(person)]
        if len(meant) == 1:
            found.setdefault(meant[0].pk, meant[0])
        else:
            unclear.append(f"{name} {unit}".strip())
    return list(found.values()), unclear


def _by_name(association: Association, names: set[str]) -> dict[str, list[Person]]:
    known: dict[str, list[Person]] = defaultdict(list)
    people = Person.objects.filter(association=association, is_guest=False).select_related("organization")
    for person in people.filter(name_zh__in=names) | people.filter(name_en__in=names):
        for name in {person.name_zh, person.name_en} & names:
            known[name].append(person)
    return known


def _parts(line: str) -> tuple[str, str]:
    for mark in ("\t", "，", ",", "  "):
        name, found, unit = line.strip().partition(mark)
        if found:
            return name.strip(), unit.strip()
    return line.strip(), ""


def _units(person: Person) -> set[str]:
    unit = person.organization
    return {unit.name_zh, unit.name_en, unit.short_zh, unit.short_en} - {""} if unit else set()
