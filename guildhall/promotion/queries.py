"""What can be asked about key projects. What money is planned is part of a row only for who may see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Count,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.chain.models import Chain, Segment
from guildhall.commitments.models import Commitment
from guildhall.commitments.permissions import may_prepare
from guildhall.commitments.queries import commitments_visible_to, lit
from guildhall.promotion.models import KeyProject, KeyProjectNote
from guildhall.promotion.permissions import (
    may_keep,
    may_note,
    may_publish,
    may_read_all,
    may_see_amounts,
)
from guildhall.promotion.project_table import Known, key_of
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import own_organizations, person_of, sees_registry, today_in, top_body

__all__ = [
    "Column",
    "KeyProjectFilter",
    "StateSum",
    "board",
    "key_project_acts",
    "key_projects",
    "may_keep",
    "may_publish",
    "may_read_all",
    "milestones_of",
    "notes_of",
    "public_key_projects",
    "sees_key_projects",
    "sums_by_state",
]
State = KeyProject.State
OPEN = (State.LEAD, State.NEGOTIATING, State.SIGNED, State.UNDER_CONSTRUCTION)
ON_THE_WAY = (*OPEN, State.IN_PRODUCTION)
CARDS = 12


@dataclass(frozen=True)
class KeyProjectFilter:
    """What was asked of the list; empty is everything."""

    state: str = ""
    kind: str = ""
    step: str = ""
    q: str = ""

    @property
    def is_narrowed(self) -> bool:
        return any((self.state, self.kind, self.step, self.q))


@dataclass(frozen=True)
class StateSum:
    """How many there are in a state, and what they add up to, as far as it is stated and the reader may see it.

    ``amount`` is None where the reader sees no amount of any of them.
    """

    state: str
    label: str
    count: int
    stated: int
    amount: int | None


@dataclass(frozen=True)
class Column:
    """One state of the board with its first cards, the latest first."""

    sum: StateSum
    projects: list[KeyProject]


def sees_key_projects(user: User, association: Association) -> bool:
    """Whether the list is in the reader's menu: for those who see all of them."""
    return sees_registry(user, association) and may_read_all(user, association)


def _own(user: User, association: Association) -> Q:
    """Those for which the reader is responsible, or in which their organization invests."""
    person = person_of(user, association)
    if person is None:
        return Q(pk__in=())
    if person.is_guest:
        return Q(responsible=person)
    return Q(responsible=person) | Q(investor__in=own_organizations(user, association))


def key_projects(user: User, association: Association) -> QuerySet[KeyProject]:
    """Those that the reader may see: all for the secretariat, else one's own and the public ones.

    Each row has ``shown_amount`` (None where it is not stated or not for this reader) and ``hides_amount``.
    """
    rows = KeyProject.objects.filter(association=association)
    own = _own(user, association)
    if not may_read_all(user, association):
        rows = rows.filter(own | Q(is_public=True))
    if may_see_amounts(user, association):
        return _with_amounts(rows, Q())
    return _with_amounts(rows, own | Q(is_public=True, is_amount_public=True))


def public_key_projects(association: Association) -> QuerySet[KeyProject]:
    """What everybody may see, without amounts but where it was said that they are public."""
    rows = KeyProject.objects.filter(association=association, is_public=True)
    return _with_amounts(rows, Q(is_amount_public=True)).order_by("-id")


def _with_amounts(rows: QuerySet[KeyProject], seen: Q) -> QuerySet[KeyProject]:
    money = BigIntegerField(null=True)
    if seen:
        shown = Case(When(seen, then=F("amount")), default=None, output_field=money)
        hides = Case(
            When(Q(amount__isnull=False) & ~seen, then=True), default=False, output_field=BooleanField()
        )
    else:
        shown, hides = Case(default=F("amount"), output_field=money), Case(default=Value(False))  # noqa: FBT003 - a value
    named = rows.select_related("association", "investor", "responsible", "chain", "segment")
    return named.annotate(shown_amount=shown, hides_amount=hides)


def narrowed(rows: QuerySet[KeyProject], asked: KeyProjectFilter) -> QuerySet[KeyProject]:
    """The rows that were asked for, the latest first."""
    if asked.state == "open":
        rows = rows.filter(state__in=OPEN)
    elif asked.state:
        rows = rows.filter(state=asked.state)
    exact = {"kind": asked.kind, "step": asked.step}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    for word in asked.q.split():
        rows = rows.filter(_says(word))
    return rows.order_by("-id")


def _says(word: str) -> Q:
    places = ("title_zh", "title_en", "investor_zh", "investor_en", "place_zh", "place_en")
    names = ("investor__name_zh", "investor__name_en", "responsible__name_zh", "responsible__name_en")
    said = Q()
    for column in (*places, *names):
        said |= Q(**{f"{column}__icontains": word})
    return said


def sums_by_state(rows: QuerySet[KeyProject]) -> list[StateSum]:
    """Count and sum of every state, in the order of the way from lead to production. One query."""
    counted: dict[str, dict[str, Any]] = {
        row["state"]: dict(row)
        for row in rows.order_by()
        .values("state")
        .annotate(number=Count("pk"), stated=Count("shown_amount"), amount=Sum("shown_amount"))
    }
    return [_sum(state, str(label), counted.get(state)) for state, label in State.choices]


def _sum(state: str, label: str, found: dict[str, Any] | None) -> StateSum:
    if found is None:
        return StateSum(state, label, 0, 0, None)
    return StateSum(state, label, found["number"], found["stated"], found["amount"])


def board(rows: QuerySet[KeyProject]) -> list[Column]:
    """The states from lead to production, each with its latest projects. Two queries."""
    nth = Window(RowNumber(), partition_by=F("state"), order_by=F("id").desc())
    first = rows.filter(state__in=ON_THE_WAY).annotate(nth=nth).filter(nth__lte=CARDS)
    cards: dict[str, list[KeyProject]] = {state: [] for state in ON_THE_WAY}
    for project in first.order_by("-id"):
        cards[project.state].append(project)
    return [Column(one, cards[one.state]) for one in sums_by_state(rows) if one.state in cards]


def notes_of(project: KeyProject) -> QuerySet[KeyProjectNote]:
    """What happened, the latest first."""
    return project.notes.select_related("by")


def milestones_of(project: KeyProject, user: User) -> QuerySet[Commitment]:
    """Its milestones that the reader may see: commitments with this project as their origin, with lights."""
    visible = commitments_visible_to(user, project.association)
    rows = visible.filter(origin_type=KeyProject._meta.label_lower, origin_id=project.pk)
    return lit(rows, project.association).order_by(F("deadline").asc(nulls_last=True), "id")


def key_project_acts(user: User, project: KeyProject) -> set[str]:
    """The names of the actions that the reader may do to it now."""
    acts: set[str] = set()
    if may_note(user, project):
        acts.add("note_key_project")
    if may_publish(user, project.association):
        acts.add("withdraw_key_project" if project.is_public else "publish_key_project")
    if may_keep(user, project.association):
        acts |= {"change_key_project", "move_key_project"}
        if project.state in OPEN:
            acts.add("end_key_project")
            if may_prepare(user, top_body(project.association)):
                acts.add("promise_milestone")
    return acts


def reached_on(project: KeyProject) -> date | None:
    """The day of the latest change of its state, None before the first."""
    moved = project.notes.filter(kind=KeyProjectNote.Kind.MOVED).order_by("-on").first()
    return moved.on if moved else None


def today_at(association: Association) -> date:
    return today_in(association)


def chains_of(association: Association) -> QuerySet[Chain]:
    return Chain.objects.filter(association=association)


def segments_of(association: Association) -> QuerySet[Segment]:
    return Segment.objects.filter(association=association).select_related("chain")


def state_words(state: str) -> str:
    """What a state is called; for the sentence of a refusal."""
    return str(dict(State.choices).get(state, _("unknown")))


@dataclass(frozen=True)
class Stop:
    """One state on the way from lead to production, and when it was reached."""

    label: str
    on: date | None
    is_done: bool
    is_here: bool


def way_of(project: KeyProject) -> list[Stop]:
    """The way from lead to production with the days on which its states were reached, as far as they are noted."""
    moved = project.notes.filter(kind=KeyProjectNote.Kind.MOVED).order_by("on", "id")
    days = dict(moved.values_list("state", "on"))
    here = ON_THE_WAY.index(State(project.state)) if project.state in ON_THE_WAY else -1
    return [
        Stop(
            str(state.label),
            days.get(state.value) if place <= here or here < 0 else None,
            place < here or (here < 0 and state.value in days),
            place == here,
        )
        for place, state in enumerate(ON_THE_WAY)
    ]


def titles_there(association: Association) -> set[str]:
    """The titles of the association's key projects, in both languages."""
    pairs = KeyProject.objects.filter(association=association).values_list("title_zh", "title_en")
    return {title for pair in pairs for title in pair if title}


def known_names(association: Association) -> Known[Any]:
    """What a table of key projects may name, by name; a name that several have is none."""
    segments = list(segments_of(association))
    return Known(
        chains=_by_name(chains_of(association), _both_names),
        segments={
            (key_of(chain), key_of(name)): one
            for one in segments
            for chain in _both_names(one.chain)
            for name in _both_names(one)
        },
        organizations=_by_name(
            Organization.objects.filter(association=association, is_active=True), _both_names
        ),
        people=_by_name(Person.objects.filter(association=association), _both_names),
    )


def _both_names(row: Any) -> list[str]:
    return [name for name in (row.name_zh, row.name_en) if name]


def _by_name(rows: Iterable[Any], names: Callable[[Any], list[str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    several = set[str]()
    for row in rows:
        for key in {key_of(name) for name in names(row)}:
            if found.setdefault(key, row) is not row:
                several.add(key)
    return {key: row for key, row in found.items() if key not in several}
