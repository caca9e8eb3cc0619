"""People of a table: which are new, which are stored already, which cannot be."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from guildhall.accounts.models import Association
from guildhall.core.models import new_id
from guildhall.core.names import sort_key
from guildhall.imports.columns import PEOPLE, bare
from guildhall.imports.placing.draft import Columns, Draft, Outcome, given, hexed
from guildhall.imports.placing.finding import OrganizationFinder, PersonFinder
from guildhall.imports.placing.organizations import labels
from guildhall.imports.problems import Problem
from guildhall.registry.models import Person

MADE = "registry.person"
TEXTS = ("name_zh", "name_en", "title_zh", "title_en", "email", "phone", "note_zh", "note_en")
CHANGED = (*TEXTS, "organization", "born_on", "is_guest")
STORED = (*CHANGED, "name_key")
# Where two entries of one name differ in one of these, they are two people.
TELL_APART = ("organization", "phone", "email", "born_on")


def person_values(person: Person) -> dict[str, Any]:
    """What is stored of them, in the form of a staged row."""
    plain = {key: getattr(person, key) for key in (*TEXTS, "name_key")}
    born_on = person.born_on.isoformat() if person.born_on else None
    more = {
        "organization": hexed(person.organization_id),
        "born_on": born_on,
        "is_guest": int(person.is_guest),
    }
    return given(plain | more)


class PersonPlacer:
    """Two people may bear one name: an organization, a mobile number, a mail address or a birthday tells them apart."""

    posts: list[dict[str, Any]] = []

    def __init__(self, association: Association, columns: Columns, *, known: str) -> None:
        self.columns, self.changes_known = columns, known == "update"
        self.organizations = OrganizationFinder(association)
        self.people = PersonFinder(association)
        self.seen: dict[str, list[tuple[int, dict[str, Any]]]] = {}

    def place(self, drafts: Collection[Draft]) -> None:
        sound = [draft for draft in drafts if not draft.is_bad]
        self.organizations.look_for(draft.values.get("organization", "") for draft in sound)
        self.people.look_for(names_of(draft.values) for draft in sound)
        for draft in drafts:
            draft.name = draft.values.get("name_zh") or draft.values.get("name_en") or ""
        for draft in sound:
            self._settle(draft)

    def finish(self) -> Iterator[Draft]:
        return iter(())

    def _settle(self, draft: Draft) -> None:
        place_organization(draft, self.organizations, self.columns)
        if draft.is_bad:
            return
        names = [bare(name) for name in names_of(draft.values)]
        for name in names:
            for row, values in self.seen.get(name, []):
                if may_be_one(values, draft.values):
                    self._refuse_name(draft, "twice_in_file", row=row)
                    return
        known = [
            person
            for person in self.people.named(names_of(draft.values))
            if may_be_one(person_values(person), draft.values)
        ]
        if len(known) > 1:
            self._refuse_name(draft, "several_people", count=len(known))
            return
        mark = {key: draft.values[key] for key in TELL_APART if draft.values.get(key)}
        for name in names:
            self.seen.setdefault(name, []).append((draft.number, mark))
        if known:
            self._meet(draft, known[0])
        else:
            self._create(draft)

    def _refuse_name(self, draft: Draft, code: str, **params: Any) -> None:
        cell = self.columns.cell(draft.number, "name", "name_zh", "name_en")
        draft.refuse(Problem(code, "name", cell, draft.name, params))

    def _create(self, draft: Draft) -> None:
        draft.made_type, draft.made_id = MADE, new_id()
        values = dict.fromkeys(TEXTS, "") | draft.values
        values |= {"is_guest": int(values.get("is_guest", False)), "name_key": key_of_names(values)}
        draft.values = values

    def _meet(self, draft: Draft, known: Person) -> None:
        draft.outcome = Outcome.KNOWN
        if not self.changes_known:
            draft.note("known")
            return
        before = person_values(known)
        asked = draft.values | (
            {"is_guest": int(draft.values["is_guest"])} if "is_guest" in draft.values else {}
        )
        after = before | asked
        after["name_key"] = key_of_names(after)
        changed = [key for key in CHANGED if after.get(key) != before.get(key)]
        if not changed:
            draft.note("same")
            return
        draft.outcome, draft.values, draft.before = Outcome.CHANGED, after, before
        draft.made_type, draft.made_id, draft.known_version = MADE, known.pk, known.version
        draft.note("updated", fields=labels(PEOPLE, changed))


def place_organization(draft: Draft, organizations: OrganizationFinder, columns: Columns) -> None:
    """Turn the organization's name into the organization, or say why that cannot be."""
    name = draft.values.get("organization")
    if not name:
        return
    found = organizations.named(name)
    if isinstance(found, str):
        cell = columns.cell(draft.number, "organization")
        draft.refuse(Problem(found, "organization", cell, name))
    else:
        draft.values["organization"] = found.hex


def names_of(values: Mapping[str, Any]) -> list[str]:
    return [values[key] for key in ("name_zh", "name_en") if values.get(key)]


def key_of_names(values: Mapping[str, Any]) -> str:
    return sort_key(values.get("name_zh") or values.get("name_en") or "", is_person=True)


def may_be_one(one: Mapping[str, Any], other: Mapping[str, Any], keys: Iterable[str] = TELL_APART) -> bool:
    """Whether nothing says that two entries of one name are two people."""
    return all(not one.get(key) or not other.get(key) or one[key] == other[key] for key in keys)
