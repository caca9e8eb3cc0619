"""The follow-up board: lights computed and counted in the database, as ``lights.light`` says them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from guildhall.accounts.models import Association, User
from guildhall.audit.keeping import kept
from guildhall.commitments.lights import BY_STATE, Light, last_amber_day, light
from guildhall.commitments.models import Commitment, FollowUpRules, Milestone
from guildhall.commitments.permissions import WATCHING
from guildhall.commitments.queries.standing import (
    bodies_read,
    commitments_visible_to,
    concerns,
    reads_everything,
    today_at,
)
from guildhall.core.requests import remembered
from guildhall.registry.queries import person_of

OPEN = (Commitment.State.DRAFT, Commitment.State.ADOPTED, Commitment.State.REPORTED)
Group = Literal["", "body", "plan", "person"]
ORDER: dict[str, list[str]] = {
    "body": ["body__rank", "body_id"],
    "plan": ["plan_id"],
    "person": ["responsible__name_key"],
}


@dataclass(frozen=True)
class BoardFilter:
    """What of the board is asked for. ``state`` is a state, ``open`` (the usual) or ``all``."""

    q: str = ""
    state: str = ""
    light: str = ""
    body: UUID | None = None
    plan: UUID | None = None
    person: UUID | None = None
    unit: UUID | None = None
    mine: bool = False
    group: Group = ""

    @property
    def is_narrowed(self) -> bool:
        return self != BoardFilter(group=self.group)


def follow_up_rules(association: Association) -> FollowUpRules:
    """How the association follows up; the usual rules where it set none."""
    return remembered(
        ("follow_up_rules", association.pk),
        lambda: (
            FollowUpRules.objects.filter(association=association).first()
            or FollowUpRules(association=association)
        ),
    )


def light_of(association: Association, on: date | None = None) -> Case:
    """The light as a database expression on commitments; says what ``lights.light`` says."""
    today = on or today_at(association)
    soon = last_amber_day(today, follow_up_rules(association).amber_days)
    near = Milestone.objects.filter(association=association, done_on__isnull=True, due_on__lte=soon)
    cases = [When(state=state, then=Value(shown.value)) for state, shown in BY_STATE.items()]
    if not association.is_record:
        cases += [
            When(deadline__isnull=True, then=Value(Light.NOT_STATED.value)),
            When(deadline__lt=today, then=Value(Light.OVERDUE.value)),
            When(deadline__lte=soon, then=Value(Light.DUE_SOON.value)),
            When(pk__in=near.order_by().values("commitment"), then=Value(Light.DUE_SOON.value)),
        ]
    usual = Light.NOT_STATED if association.is_record else Light.ON_TRACK
    return Case(*cases, default=Value(usual.value), output_field=CharField())


def board(user: User, association: Association, asked: BoardFilter) -> QuerySet[Commitment]:
    """Commitments that the person may see and asked for, the most urgent first, with lights."""
    rows = _asked_for(user, association, asked)
    if asked.light:
        rows = rows.alias(shown=light_of(association))
        rows = rows.filter(_narrowed(association, asked.light), shown=asked.light)
    order = ORDER.get(asked.group, [])
    return lit(rows, association).order_by(*order, F("deadline").asc(nulls_last=True), "id")


def lit(rows: QuerySet[Commitment], association: Association) -> QuerySet[Commitment]:
    """With everything that a line of a list shows: names, milestones and the light of today.

    The light of a row is computed from what is read anyway, by ``lights.light``; in the database only
    where rows are counted or chosen by it.
    """
    today = today_at(association)
    soon = last_amber_day(today, follow_up_rules(association).amber_days)
    day = DateField()
    return with_names(rows).annotate(
        light_on=Value(today, day),
        amber_until=Value(soon, day),
        of_record=Value(association.is_record, BooleanField()),
    )


def with_names(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """With the names that a line of a list shows, and with milestones.

    The association is left out: joined, it would keep the database from reading in the board's order.
    """
    named = rows.select_related("body", "plan", "responsible", "lead")
    return named.prefetch_related("milestones")


def counts(user: User, association: Association, asked: BoardFilter | None = None) -> dict[Light, int]:
    """How many commitments show each light, among those the person may see and asked for. One query.

    The database counts by state and deadline, in the order of an index; ``lights.light`` says what each shows.
    Beside that, how many of the green a milestone turns amber. Kept until something is changed.
    """
    key = ("lights", str(user.pk), today_at(association), asked)
    return kept(association, key, lambda: _counts(user, association, asked))


def _counts(user: User, association: Association, asked: BoardFilter | None) -> dict[Light, int]:
    rows = _asked_for(user, association, asked or BoardFilter(state="all")).order_by()
    counted = rows.values("state", "deadline").annotate(
        number=Count("*"), amber=_amber_by_milestone(association, rows)
    )
    today, rules = today_at(association), follow_up_rules(association)
    lights, amber = dict.fromkeys(Light, 0), 0
    for state, deadline, number, near in counted.values_list("state", "deadline", "number", "amber"):
        shown = light(state, deadline, today, amber_days=rules.amber_days, of_record=association.is_record)
        lights[shown] += number
        amber = near or 0
    if not association.is_record:
        lights[Light.ON_TRACK] -= amber
        lights[Light.DUE_SOON] += amber
    return lights


def _amber_by_milestone(association: Association, rows: QuerySet[Commitment]) -> Subquery:
    """How many of the rows are green but for a milestone; the same for every group, so asked once."""
    soon = last_amber_day(today_at(association), follow_up_rules(association).amber_days)
    near = Milestone.objects.filter(association=association, done_on__isnull=True, due_on__lte=soon)
    green = rows.filter(
        state=Commitment.State.ADOPTED, deadline__gt=soon, pk__in=near.order_by().values("commitment")
    )
    counted = green.annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())


def _narrowed(association: Association, light: str) -> Q:
    """What a light implies that an index can find; the light itself is still asked for."""
    for state, implied in BY_STATE.items():
        if implied == light:
            return Q(state=state)
    today = today_at(association)
    if light == Light.OVERDUE:
        return Q(state=Commitment.State.ADOPTED, deadline__lt=today)
    if light in (Light.DUE_SOON, Light.ON_TRACK):
        return Q(state=Commitment.State.ADOPTED, deadline__gte=today)
    return Q()


@dataclass(frozen=True)
class Share:
    """One light's part of the bar above the board, in thousandths of its width."""

    light: Light
    number: int
    start: int
    width: int


def shares(counted: dict[Light, int]) -> list[Share]:
    """The lights that are shown at all, as stretches of one bar from left to right."""
    total, start, found = sum(counted.values()), 0, []
    seen = 0
    for shown, number in counted.items():
        if not number:
            continue
        seen += number
        end = 1000 * seen // total
        found.append(Share(shown, number, start, end - start))
        start = end
    return found


def my_commitments(user: User, association: Association) -> QuerySet[Commitment]:
    """What the person is responsible for and is not finished, the most urgent first, with lights."""
    person = person_of(user, association)
    asked = BoardFilter(person=person.pk if person else None)
    rows = board(user, association, asked).filter(state__in=["adopted", "reported"])
    return rows if person else rows.none()


def to_accept(user: User, association: Association) -> QuerySet[Commitment]:
    """What was reported done and waits for this person's judgement, the earliest reported first, with lights.

    As ``permissions.may_accept`` says it: of bodies where they follow up or decide, or as the superior;
    not what they reported or are responsible for.
    """
    person = person_of(user, association)
    rows = commitments_visible_to(user, association).filter(state=Commitment.State.REPORTED)
    if not reads_everything(user, association, WATCHING):
        watched = Q(body__in=bodies_read(user, association, WATCHING))
        rows = rows.filter(watched | Q(superior=person) if person else watched)
    rows = rows.exclude(reported_by=user)
    if person is not None:
        rows = rows.exclude(responsible=person)
    return lit(rows, association).order_by("reported_at", "id")


def _asked_for(user: User, association: Association, asked: BoardFilter) -> QuerySet[Commitment]:
    rows = commitments_visible_to(user, association).filter(_state_asked(asked))
    exact = {"body": asked.body, "plan": asked.plan, "responsible": asked.person}
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if asked.unit is not None:
        rows = rows.filter(_unit(asked.unit))
    if asked.mine:
        person = person_of(user, association)
        rows = rows.filter(concerns(person)) if person else rows.none()
    for word in asked.q.split():
        rows = rows.filter(_says(word))
    return rows


def _state_asked(asked: BoardFilter) -> Q:
    if asked.state in Commitment.State:
        return Q(state=asked.state)
    if asked.state == "all" or (asked.light and asked.state != "open"):
        return Q()
    return Q(state__in=OPEN)


def _unit(unit: UUID) -> Q:
    supporting = Commitment.supporting.through.objects.filter(organization=unit).values("commitment")
    return Q(lead=unit) | Q(responsible__organization=unit) | Q(pk__in=supporting)


def _says(word: str) -> Q:
    return (
        Q(content_zh__icontains=word)
        | Q(content_en__icontains=word)
        | Q(responsible__name_zh__icontains=word)
        | Q(responsible__name_en__icontains=word)
    )
