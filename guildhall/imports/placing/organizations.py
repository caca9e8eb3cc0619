"""Organizations of a table: which are new, which are stored already, which cannot be."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q

from guildhall.accounts.models import Association
from guildhall.core.models import new_id
from guildhall.core.names import normal_name, sort_key
from guildhall.imports.columns import ORGANIZATIONS, field_of
from guildhall.imports.placing.draft import Columns, Draft, Outcome, given, hexed
from guildhall.imports.problems import Problem
from guildhall.registry.models import Organization

MADE = "registry.organization"
TEXTS = (
    "name_zh",
    "name_en",
    "short_zh",
    "short_en",
    "uscc",
    "region",
    "address",
    "website",
    "phone",
    "about_zh",
    "about_en",
)
STORED = (*TEXTS, "kind", "name_key", "plain_zh", "plain_en", "is_active", "parent")
NAMES = ("name", "name_zh", "name_en")
Key = tuple[str, str]
Found = TypeVar("Found")


def organization_values(organization: Organization) -> dict[str, Any]:
    """What is stored of it, in the form of a staged row."""
    plain = {key: getattr(organization, key) for key in STORED if key != "parent"}
    return given(plain | {"is_active": int(organization.is_active), "parent": hexed(organization.parent_id)})


class OrganizationPlacer:
    """``known`` says whether what is stored already is passed over or changed."""

    posts: list[dict[str, Any]] = []

    def __init__(self, association: Association, columns: Columns, *, known: str) -> None:
        self.association, self.columns = association, columns
        self.changes_known = known == "update"
        self.seen: dict[Key, int] = {}
        self.made: dict[Key, tuple[UUID, int]] = {}
        self.fallen: dict[Key, int] = {}
        self.waiting: list[tuple[Draft, str]] = []
        # Of rows below rows of the same table: the row above each, and the rows below each.
        self.above: dict[int, int] = {}
        self.units: dict[int, list[Draft]] = {}

    def place(self, drafts: Collection[Draft]) -> None:
        for draft in drafts:
            _add_keys(draft)
        stored = Stored(self.association, drafts)
        for draft in drafts:
            draft.name = draft.values.get("name_zh") or draft.values.get("name_en") or ""
            if not draft.is_bad:
                self._settle(draft, stored)
            if draft.is_bad:
                self.fallen |= dict.fromkeys(keys_of(draft.values), draft.number)

    def finish(self) -> Iterator[Draft]:
        """Rows whose parent stands further down in the table."""
        for draft, parent in self.waiting:
            if found := _under(self.made, parent):
                self._set_below(draft, found)
            elif row := _under(self.fallen, parent):
                self._refuse_parent(draft, "bad_parent", parent, row=row)
            else:
                self._refuse_parent(draft, "unknown_organization", parent)
        for draft, parent in self.waiting:
            if _loops(draft.number, self.above):
                self._refuse_parent(draft, "loop", parent)
        yield from self._with_their_units()

    def _with_their_units(self) -> Iterator[Draft]:
        changed = {draft.number: draft for draft, _parent in self.waiting}
        fallen = [draft for draft in changed.values() if draft.is_bad]
        while fallen:
            bad = fallen.pop()
            for unit in self.units.get(bad.number, []):
                if not unit.is_bad:
                    unit.refuse(Problem("bad_parent", "parent", params={"row": bad.number}))
                    changed[unit.number] = unit
                    fallen.append(unit)
        yield from changed.values()

    def _settle(self, draft: Draft, stored: "Stored") -> None:
        keys = keys_of(draft.values)
        twice = next((self.seen[key] for key in keys if key in self.seen), None)
        if twice is not None:
            cell = self.columns.cell(draft.number, *NAMES)
            draft.refuse(Problem("twice_in_file", "name", cell, draft.name, {"row": twice}))
            return
        found = self._found(draft, stored)
        if not draft.is_bad:
            if found is None:
                self._create(draft, stored)
            else:
                self._meet(draft, found)
        if not draft.is_bad:
            self.seen |= dict.fromkeys(keys, draft.number)
            if draft.made_id:
                self.made |= dict.fromkeys(keys, (draft.made_id, draft.number))

    def _found(self, draft: Draft, stored: "Stored") -> Organization | None:
        code = draft.values.get("uscc", "")
        by_code = stored.by_key.get(("uscc", code)) if code else None
        by_name = next(
            (
                stored.by_key[key]
                for key in keys_of(draft.values)
                if key[0] != "uscc" and key in stored.by_key
            ),
            None,
        )
        if by_code and by_name and by_code.pk != by_name.pk:
            params = {"one": by_code.name, "other": by_name.name}
            draft.refuse(Problem("two_known", "uscc", self.columns.cell(draft.number, "uscc"), code, params))
        elif by_name and not by_code and code and by_name.uscc:
            params = {"name": by_name.name, "uscc": by_name.uscc}
            cell = self.columns.cell(draft.number, "uscc")
            draft.refuse(Problem("name_known", "uscc", cell, code, params))
        return by_code or by_name

    def _create(self, draft: Draft, stored: "Stored") -> None:
        draft.made_type, draft.made_id = MADE, new_id()
        parent = draft.values.pop("parent", None)
        empty = dict.fromkeys(TEXTS, "") | {"kind": Organization.Kind.ENTERPRISE.value}
        draft.values = empty | draft.values | {"is_active": int(draft.values.get("is_active", True))}
        if parent is None:
            return
        key, code = ("plain", normal_name(parent)), ("uscc", parent)
        known = stored.by_key.get(key) or stored.by_key.get(code)
        if known:
            draft.values["parent"] = known.pk.hex
        elif found := _under(self.made, parent):
            self._set_below(draft, found)
        else:
            self.waiting.append((draft, parent))

    def _set_below(self, draft: Draft, parent: tuple[UUID, int]) -> None:
        draft.values["parent"] = parent[0].hex
        self.above[draft.number] = parent[1]
        self.units.setdefault(parent[1], []).append(draft)

    def _meet(self, draft: Draft, known: Organization) -> None:
        draft.outcome = Outcome.KNOWN
        if not self.changes_known:
            draft.note("known")
            return
        before = organization_values(known)
        if "parent" in draft.values:
            draft.note("parent_kept")
        if draft.values.get("is_active", known.is_active) != known.is_active:
            draft.note("state_kept")
        asked = {key: value for key, value in draft.values.items() if key not in ("parent", "is_active")}
        named = {key: asked.get(key) or before[key] for key in ("name_zh", "name_en")}
        after = before | asked | keys_of_names(**named)
        changed = [key for key in (*TEXTS, "kind") if after[key] != before[key]]
        if not changed:
            draft.note("same")
            return
        draft.outcome, draft.values, draft.before = Outcome.CHANGED, after, before
        draft.made_type, draft.made_id, draft.known_version = MADE, known.pk, known.version
        draft.note("updated", fields=labels(ORGANIZATIONS, changed))

    def _refuse_parent(self, draft: Draft, code: str, parent: str, **params: Any) -> None:
        draft.refuse(Problem(code, "parent", self.columns.cell(draft.number, "parent"), parent, params))


class Stored:
    """What the association already holds of the names and codes in some rows. One query."""

    def __init__(self, association: Association, drafts: Collection[Draft]) -> None:
        names, codes = set(), set()
        for draft in drafts:
            names |= {draft.values[key] for key in ("plain_zh", "plain_en") if draft.values.get(key)}
            codes |= {draft.values["uscc"]} if draft.values.get("uscc") else set()
            if parent := draft.values.get("parent"):
                names.add(normal_name(parent))
                codes.add(parent)
        found = Q(plain_zh__in=names) | Q(plain_en__in=names)
        rows = Organization.objects.of(association).filter(found | Q(uscc__in=codes) if codes else found)
        self.by_key: dict[Key, Organization] = {}
        for row in rows if names or codes else ():
            for key in keys_of({"uscc": row.uscc, "plain_zh": row.plain_zh, "plain_en": row.plain_en}):
                self.by_key.setdefault(key, row)


def _add_keys(draft: Draft) -> None:
    values = draft.values
    values |= keys_of_names(values.get("name_zh", ""), values.get("name_en", ""))


def keys_of_names(name_zh: str, name_en: str) -> dict[str, str]:
    """The keys that a row derives from its names (see ``Organization.with_keys``)."""
    return {
        "name_key": sort_key(name_zh or name_en),
        "plain_zh": normal_name(name_zh),
        "plain_en": normal_name(name_en),
    }


def keys_of(values: Mapping[str, Any]) -> list[Key]:
    """What an organization is known by: its code and its names, as far as it has them."""
    keys = (("uscc", "uscc"), ("plain", "plain_zh"), ("plain", "plain_en"))
    return [(sort, values[key]) for sort, key in keys if values.get(key)]


def _under(rows: Mapping[Key, Found], name: str) -> Found | None:
    """What is known under a name or a code."""
    return rows.get(("plain", normal_name(name))) or rows.get(("uscc", name))


def _loops(number: int, above: Mapping[int, int]) -> bool:
    seen = set()
    while number in above and number not in seen:
        seen.add(number)
        number = above[number]
    return number in seen


def labels(kind: str, keys: Collection[str]) -> dict[str, str]:
    """The names of some fields, in both languages."""
    fields = [field_of(kind, key) for key in keys]
    return {"zh": "、".join(field.zh for field in fields), "en": ", ".join(field.en for field in fields)}
