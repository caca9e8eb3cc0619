"""What keeps reviewers from entries, found from data: the same questions however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from guildhall.awards.models import Call, Conflict, Entry, Reviewer
from guildhall.commitments.models import Letter, LetterParty
from guildhall.cooperation.models import (
    Agreement,
    AgreementParty,
    CooperationParty,
    JointProject,
    ProjectOwner,
    Team,
)
from guildhall.registry.models import Organization, Person, Representation, in_force
from guildhall.registry.queries import today_in

Kind = Conflict.Kind
WORDS = {
    Kind.PROJECT: ("与申报者同在联合项目《{}》", "Works with the entrant in the joint project “{}”"),
    Kind.AGREEMENT: ("与申报者同签协议《{}》", "Is party with the entrant to the agreement “{}”"),
    Kind.COOPERATION: ("与申报者有合作：{}", "Cooperates with the entrant: {}"),
    Kind.TEAM: ("与申报者同在团队“{}”", "Is in the team “{}” with the entrant"),
    Kind.LETTER: ("与申报者的人员共同签署《{}》", "Signed “{}” together with the entrant's people"),
}


@dataclass(frozen=True)
class Found:
    """A conflict and its sentence."""

    reviewer: Reviewer
    entry: Entry
    kind: Conflict.Kind
    zh: str
    en: str


@dataclass
class Side:
    """Who stands on one side: people and units, with their names in both languages."""

    people: dict[UUID, Person] = field(default_factory=dict)
    units: dict[UUID, Organization] = field(default_factory=dict)


@dataclass
class Bond:
    """Something that units or people share: a project, an agreement, a team, a letter."""

    kind: Conflict.Kind
    zh: str
    en: str
    units: set[UUID] = field(default_factory=set)
    people: set[UUID] = field(default_factory=set)


def conflicts_found(call: Call, reviewers: Iterable[Reviewer], entries: Iterable[Entry]) -> list[Found]:
    """Every conflict between these reviewers and entries that the data show, the most telling first for each pair."""
    reviewers, entries = list(reviewers), list(entries)
    seats = _seats(call, reviewers)
    ours = {one.pk: _side_of_reviewer(one, seats[one.person_id]) for one in reviewers}
    theirs = {one.pk: _side_of_entry(one) for one in entries}
    bonds = list(_bonds(call))
    by_reviewer = {key: _bound(side, bonds) for key, side in ours.items()}
    by_entry = {key: _bound(side, bonds) for key, side in theirs.items()}
    return [
        found
        for reviewer in reviewers
        for entry in entries
        for found in _between(
            reviewer,
            entry,
            (ours[reviewer.pk], theirs[entry.pk]),
            [bonds[place] for place in sorted(by_reviewer[reviewer.pk] & by_entry[entry.pk])],
        )
    ]


def _between(
    reviewer: Reviewer, entry: Entry, sides: tuple[Side, Side], shared: Iterable[Bond]
) -> Iterator[Found]:
    ours, theirs = sides
    if reviewer.person_id in theirs.people:
        yield Found(reviewer, entry, Kind.OWN, "本人参与了该申报", "Takes part in the entry")
        return
    for unit in ours.units.keys() & theirs.units.keys():
        zh, en = _names(ours.units[unit])
        yield Found(reviewer, entry, Kind.UNIT, f"与申报者同属{zh}", f"Is of {en} like the entrant")
        break
    told: set[str] = set()
    for bond in shared:
        if bond.kind not in told:
            told.add(bond.kind)
            zh, en = WORDS[bond.kind]
            yield Found(reviewer, entry, bond.kind, zh.format(bond.zh)[:500], en.format(bond.en)[:500])


def _names(row: Organization) -> tuple[str, str]:
    return row.name_zh or row.name_en, row.name_en or row.name_zh


def _titles(zh: str, en: str) -> tuple[str, str]:
    return zh or en, en or zh


def _seats(call: Call, reviewers: list[Reviewer]) -> dict[UUID, list[Organization]]:
    """The units for which reviewers sit somewhere today, besides the one they work for."""
    today = today_in(call.association)
    sits = Representation.objects.filter(
        in_force(today), person__in=[one.person_id for one in reviewers], seat__organization__isnull=False
    )
    found: dict[UUID, list[Organization]] = defaultdict(list)
    for one in sits.select_related("seat__organization__parent"):
        if one.seat.organization is not None:
            found[one.person_id].append(one.seat.organization)
    return found


def _with_parents(units: Iterable[Organization | None]) -> dict[UUID, Organization]:
    listed = [unit for unit in units if unit is not None]
    return {unit.pk: unit for one in listed for unit in (one, one.parent) if unit is not None}


def _side_of_reviewer(reviewer: Reviewer, seats: list[Organization]) -> Side:
    person = reviewer.person
    return Side({person.pk: person}, _with_parents([person.organization, *seats]))


def _side_of_entry(entry: Entry) -> Side:
    people = [*entry.people.all(), *([entry.person] if entry.person else [])]
    units = [entry.organization, *(person.organization for person in people)]
    side = Side({one.pk: one for one in people}, _with_parents(units))
    if entry.entered_by is not None:
        for person in entry.entered_by.people.all():
            if person.association_id == entry.association_id:
                side.people[person.pk] = person
    return side


def _bound(side: Side, bonds: list[Bond]) -> set[int]:
    units, people = side.units.keys(), side.people.keys()
    return {place for place, bond in enumerate(bonds) if bond.units & units or bond.people & people}


def _bonds(call: Call) -> Iterator[Bond]:
    yield from _projects(call)
    yield from _agreements(call)
    yield from _cooperations(call)
    yield from _teams(call)
    yield from _letters(call)


def _known(key: UUID | None) -> set[UUID]:
    return set() if key is None else {key}


def _projects(call: Call) -> Iterator[Bond]:
    owners = ProjectOwner.objects.filter(association=call.association_id)
    standing = owners.exclude(project__state=JointProject.State.ABANDONED).select_related("project")
    found: dict[UUID, Bond] = {}
    for one in standing:
        titles = _titles(one.project.title_zh, one.project.title_en)
        bond = found.setdefault(one.project_id, Bond(Kind.PROJECT, *titles))
        bond.units.add(one.organization_id)
        bond.people |= _known(one.person_id)
    yield from found.values()


def _agreements(call: Call) -> Iterator[Bond]:
    parties = AgreementParty.objects.filter(association=call.association_id, left_on__isnull=True)
    standing = parties.filter(agreement__state__in=[Agreement.State.OFFERED, Agreement.State.SIGNED])
    found: dict[UUID, Bond] = {}
    for one in standing.select_related("agreement"):
        titles = _titles(one.agreement.title_zh, one.agreement.title_en)
        bond = found.setdefault(one.agreement_id, Bond(Kind.AGREEMENT, *titles))
        bond.units.add(one.organization_id)
        bond.people |= _known(one.signatory_id)
    yield from found.values()


def _cooperations(call: Call) -> Iterator[Bond]:
    parties = CooperationParty.objects.filter(association=call.association_id, left_on__isnull=True)
    found: dict[UUID, Bond] = {}
    for one in parties.select_related("cooperation"):
        titles = _titles(one.cooperation.subject_zh, one.cooperation.subject_en)
        found.setdefault(one.cooperation_id, Bond(Kind.COOPERATION, *titles)).units.add(one.organization_id)
    yield from found.values()


def _teams(call: Call) -> Iterator[Bond]:
    for team in Team.objects.filter(association=call.association_id).prefetch_related("members"):
        people = {one.pk for one in team.members.all()}
        people |= _known(team.leader_id)
        yield Bond(Kind.TEAM, *_titles(team.name_zh, team.name_en), people=people)


def _letters(call: Call) -> Iterator[Bond]:
    """Letters of appointment bind nobody to anybody: whoever signs them for the association signs them all."""
    parties = LetterParty.objects.filter(association=call.association_id, letter__state=Letter.State.SIGNED)
    binding = parties.exclude(letter__kind=Letter.Kind.APPOINTMENT).select_related("letter")
    found: dict[UUID, Bond] = {}
    for one in binding:
        titles = _titles(one.letter.title_zh, one.letter.title_en)
        found.setdefault(one.letter_id, Bond(Kind.LETTER, *titles)).people.add(one.person_id)
    yield from found.values()
