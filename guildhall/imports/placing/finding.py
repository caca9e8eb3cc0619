"""What the association holds under the names that some rows give."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from guildhall.accounts.models import Association
from guildhall.core.names import normal_name, normal_uscc, sort_key
from guildhall.imports.columns import CHINESE, bare
from guildhall.registry.models import Organization, Person


class OrganizationFinder:
    """Organizations by name, short name or credit code; what was looked for once is remembered."""

    def __init__(self, association: Association) -> None:
        self.association = association
        self.found: dict[str, UUID | str] = {}

    def look_for(self, names: Iterable[str]) -> None:
        """Two queries at most for all the names that were not looked for before."""
        unknown = {name for name in names if name and name not in self.found}
        if not unknown:
            return
        plain = {name: normal_name(name) for name in unknown}
        codes = {name: normal_uscc(name) for name in unknown}
        same = Q(plain_zh__in=plain.values()) | Q(plain_en__in=plain.values()) | Q(uscc__in=codes.values())
        known: dict[str, set[UUID]] = {}
        for row in self._rows(same):
            for word in {row.plain_zh, row.plain_en, row.uscc} - {""}:
                known.setdefault(word, set()).add(row.pk)
        matches = {name: known.get(plain[name], set()) | known.get(codes[name], set()) for name in unknown}
        missing = [name for name in unknown if not matches[name]]
        for row in self._rows(Q(short_zh__in=missing) | Q(short_en__in=missing)) if missing else ():
            for word in {row.short_zh, row.short_en} & set(missing):
                matches[word].add(row.pk)
        self.found |= {name: _only(keys) for name, keys in matches.items()}

    def _rows(self, condition: Q) -> Iterable[Organization]:
        names = ("plain_zh", "plain_en", "uscc", "short_zh", "short_en")
        return Organization.objects.of(self.association).filter(condition).only("pk", *names)

    def named(self, name: str) -> UUID | str:
        """The organization's key, or the code of the problem: none, or several."""
        return self.found[name]


def _only(matches: set[UUID]) -> UUID | str:
    if len(matches) == 1:
        return next(iter(matches))
    return "several_organizations" if matches else "unknown_organization"


class PersonFinder:
    """People by name. English names of people who have a Chinese one too are read once, when one is asked for."""

    def __init__(self, association: Association) -> None:
        self.association = association
        self.found: dict[str, dict[UUID, Person]] = {}
        self.second_names: dict[str, list[UUID]] | None = None

    def look_for(self, rows: Iterable[Sequence[str]]) -> None:
        """Forget the rows before, and look for the names of these: one query, or two."""
        names = {name for row in rows for name in row}
        keys = {sort_key(name, is_person=True) for name in names}
        same = Q(name_key__in=keys)
        if any(not CHINESE.search(name) for name in names):
            same |= Q(pk__in=[key for name in names for key in self._second_names().get(bare(name), [])])
        self.found = {}
        people = Person.objects.of(self.association).filter(same).select_related("organization")
        for person in people if names else ():
            for name in {bare(person.name_zh), bare(person.name_en)} - {""}:
                self.found.setdefault(name, {})[person.pk] = person

    def named(self, names: Iterable[str]) -> list[Person]:
        """Everyone who bears one of the names, Chinese or English."""
        found: dict[UUID, Person] = {}
        for name in names:
            found |= self.found.get(bare(name), {})
        return list(found.values())

    def _second_names(self) -> dict[str, list[UUID]]:
        if self.second_names is None:
            self.second_names = {}
            both = Person.objects.of(self.association).exclude(name_zh="").exclude(name_en="")
            for key, name in both.values_list("pk", "name_en").iterator():
                self.second_names.setdefault(bare(name), []).append(key)
        return self.second_names
