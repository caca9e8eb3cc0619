"""Joint projects: lists, one with its measurements and what each side promised, and what the reader may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.commitments.models import Commitment
from guildhall.commitments.permissions import may_decide
from guildhall.commitments.queries import commitments_visible_to, lit
from guildhall.cooperation.models import (
    Agreement,
    AgreementParty,
    Cooperation,
    CooperationParty,
    JointProject,
    Measurement,
    ProjectOwner,
    Witness,
)
from guildhall.cooperation.permissions import may_keep
from guildhall.cooperation.results import (
    Goal,
    Measured,
    Result,
    Standing,
    expected,
    expected_value,
    result,
    sentence,
)
from guildhall.cooperation.sight import own_organizations, sees_all, visible_agreements, visible_cooperations
from guildhall.core.sentences import Sentence
from guildhall.registry.models import Body, Organization, Person, Representation, in_force
from guildhall.registry.queries import today_in, top_body

State = JointProject.State
OWNERS = ProjectOwner.objects.select_related("organization__association", "person__user")
COUNTING = Measurement.objects.filter(confirmed_at__isnull=False).order_by("measured_on", "id")


def visible_projects(user: User, association: Association) -> QuerySet[JointProject]:
    """Those that the person sees from inside, and of the association's own what was made public."""
    inside = inside_projects(user, association).order_by().values("pk")
    public = Q(association=association, is_public=True)
    return JointProject.objects.filter(Q(pk__in=inside) | public)


def inside_projects(user: User, association: Association) -> QuerySet[JointProject]:
    """With measurements and evidence: the association's own for those who see all; else those in which an own
    organization answers, wherever they are kept, and those of what an own organization is a party of."""
    own = own_organizations(user, association)
    seen = Q(pk__in=ProjectOwner.objects.filter(organization__in=own).order_by().values("project"))
    if sees_all(user, association):
        return JointProject.objects.filter(Q(association=association) | seen)
    seen |= Q(agreement__in=inside_agreements(user, association).order_by().values("pk"))
    seen |= Q(cooperation__in=_inside_cooperations(user, association).order_by().values("pk"))
    return JointProject.objects.filter(seen)


def inside_agreements(user: User, association: Association) -> QuerySet[Agreement]:
    """Agreements of the own organizations, and those that the person signs or witnesses; not what is merely public."""
    own = own_organizations(user, association)
    parties = AgreementParty.objects.filter(Q(organization__in=own) | Q(signatory__user=user))
    theirs = Q(pk__in=parties.order_by().values("agreement")) | Q(
        pk__in=Witness.objects.filter(person__user=user).order_by().values("agreement")
    )
    return visible_agreements(user, association).filter(theirs)


def _inside_cooperations(user: User, association: Association) -> QuerySet[Cooperation]:
    own = own_organizations(user, association)
    parties = CooperationParty.objects.filter(organization__in=own).order_by().values("cooperation")
    return visible_cooperations(user, association).filter(Q(pk__in=parties) | Q(keeper__user=user))


def project_list(
    user: User, association: Association, *, state: str = "", q: str = "", mine: bool = False
) -> QuerySet[JointProject]:
    """Those that the person sees, the newest first, with owners and what counts of their measurements."""
    found = visible_projects(user, association)
    if state:
        found = found.filter(state=state)
    for word in q.split():
        said = Q(title_zh__icontains=word) | Q(title_en__icontains=word)
        found = found.filter(said | Q(indicator_zh__icontains=word) | Q(indicator_en__icontains=word))
    if mine:
        own = ProjectOwner.objects.filter(organization__in=own_organizations(user, association))
        found = found.filter(pk__in=own.order_by().values("project"))
    return with_results(found).order_by("-id")


def with_results(rows: QuerySet[JointProject]) -> QuerySet[JointProject]:
    """With everything a line of a list says. Three queries."""
    return rows.select_related("association", "agreement", "cooperation").prefetch_related(
        Prefetch("owners", OWNERS), Prefetch("measurements", COUNTING, to_attr="counted")
    )


def projects_to_show(user: User, association: Association) -> QuerySet[JointProject]:
    """Those that the person sees, with what a page or answer about one says."""
    shown = with_results(visible_projects(user, association))
    return shown.select_related("agreement__body__association", "cooperation__keeper")


def counting(project: JointProject) -> QuerySet[Measurement]:
    """The measurements that count: confirmed by a second side. The earliest first."""
    return COUNTING.filter(project=project)


def goal_of(project: JointProject) -> Goal | None:
    """What it set out to reach; None as long as a figure or date is not stated."""
    if project.baseline is None or project.target is None or project.due_on is None:
        return None
    start = project.baseline_on or project.started_on or project.created_at.date()
    unit = Sentence(project.unit_zh or project.unit_en, project.unit_en or project.unit_zh)
    return Goal(project.baseline, project.target, start, project.due_on, unit)


@dataclass(frozen=True)
class ProjectOutcome:
    """Where a project stands: None where its source does not state what it is measured by."""

    goal: Goal | None
    result: Result | None
    sentence: Sentence | None

    @property
    def reached(self) -> bool:
        return self.result is not None and self.result.standing == Standing.REACHED


def outcome_of(project: JointProject, today: date) -> ProjectOutcome:
    """Where the project stands, from the measurements that were read with it (see ``with_results``)."""
    goal = goal_of(project)
    if goal is None or goal.target == goal.baseline:
        return ProjectOutcome(goal, None, None)
    counted: Sequence[Measurement] = project.counted  # type: ignore[attr-defined] # read with the row
    until = project.ended_on if project.state == State.COMPLETED and project.ended_on else today
    found = result(goal, [Measured(one.measured_on, one.value) for one in counted], max(until, goal.start))
    return ProjectOutcome(goal, found, sentence(goal, found))


def lines_of(rows: Sequence[JointProject], today: date) -> list[tuple[JointProject, ProjectOutcome]]:
    """Each project with where it stands."""
    return [(row, outcome_of(row, today)) for row in rows]


@dataclass(frozen=True)
class Curve:
    """What the chart draws: for each day the value that was confirmed, and that of the straight line."""

    labels: list[str]
    measured: list[float | None]
    line: list[float]


def curve_of(project: JointProject) -> Curve | None:
    """Measurements against the line from baseline to target; None where there is no such line."""
    goal = goal_of(project)
    if goal is None or goal.target == goal.baseline:
        return None
    counted: Sequence[Measurement] = project.counted  # type: ignore[attr-defined] # read with the row
    values: dict[date, Decimal] = {goal.start: goal.baseline}
    values |= {one.measured_on: one.value for one in counted}
    days = sorted({*values, goal.due})
    return Curve(
        [day.isoformat() for day in days],
        [float(values[day]) if day in values else None for day in days],
        [_point(goal, day) for day in days],
    )


def _point(goal: Goal, day: date) -> float:
    value = expected_value(goal.baseline, goal.target, expected(goal.start, goal.due, day))
    return round(float(value), 3)


def body_of(project: JointProject) -> Body:
    """The body that follows it up: the agreement's, or else the association's top body."""
    agreement = project.agreement
    return agreement.body if agreement and agreement.body else top_body(project.association)


def parties_of(project: JointProject) -> QuerySet[AgreementParty] | QuerySet[CooperationParty]:
    """The parties of what it belongs to, with those that left."""
    above: Agreement | Cooperation | None = project.agreement or project.cooperation
    rows: QuerySet[Any] = AgreementParty.objects.none() if above is None else above.parties.all()
    return rows.select_related("organization__association")


def parties_left_with(project: JointProject) -> list[Organization]:
    """The organizations that are parties and have not left."""
    return [party.organization for party in parties_of(project) if party.left_on is None]


def lacking_sides(project: JointProject) -> list[Organization]:
    """Parties that have not left and for which nobody answers yet."""
    answered = project.owners.filter(person__isnull=False, left_on__isnull=True)
    named = set(answered.values_list("organization", flat=True))
    return [party for party in parties_left_with(project) if party.pk not in named]


def acts_for(person: Person, organization: Organization) -> bool:
    """Whether the person works at the organization or represents it on a seat today."""
    if person.organization_id == organization.pk:
        return True
    today = today_in(organization.association)
    sits = Representation.objects.filter(in_force(today), person=person)
    return sits.filter(seat__organization=organization).exists()


def sides_of(user: User, project: JointProject) -> list[Organization]:
    """The sides of the project, not those that left, for which the user acts today."""
    staying = (owner for owner in project.owners.all() if owner.left_on is None)
    sides = [owner.organization for owner in staying]
    return [one for one in sides if one.pk in own_organizations(user, one.association)]


def may_report_on(user: User, project: JointProject) -> bool:
    """Who reports measurements: the people of its sides, and the secretariat."""
    if project.association.is_record:
        return False
    return may_keep(user, project.association) or bool(sides_of(user, project))


@dataclass(frozen=True)
class OwnerLine:
    """One side: who answers for it, whether they still act for it, whether it has left, what it promised."""

    row: ProjectOwner
    acts: bool
    has_left: bool
    commitment: Commitment | None


def owner_lines(project: JointProject, viewer: User) -> list[OwnerLine]:
    """Each side with its commitment as the reader may see it, with lights."""
    gone = {party.organization_id for party in parties_of(project) if party.left_on is not None}
    seen = lit(commitments_visible_to(viewer, project.association), project.association)
    owners = list(project.owners.all())
    promised = {one.pk: one for one in seen.filter(pk__in=[one.commitment_id for one in owners])}
    acting = _acting(owners)
    return [
        OwnerLine(
            owner,
            owner.pk in acting,
            owner.left_on is not None or owner.organization_id in gone,
            promised.get(owner.commitment_id) if owner.commitment_id else None,
        )
        for owner in owners
    ]


def _acting(owners: Sequence[ProjectOwner]) -> set[UUID]:
    """Those whose person acts for the side today. One query."""
    people = [one.person_id for one in owners if one.person_id]
    pairs: set[tuple[UUID, UUID | None]] = set()
    if people:
        today = today_in(owners[0].association)
        sits = Representation.objects.filter(in_force(today), person__in=people)
        pairs = set(sits.values_list("person", "seat__organization"))
    return {
        one.pk
        for one in owners
        if one.person
        and (
            one.person.organization_id == one.organization_id or (one.person_id, one.organization_id) in pairs
        )
    }


def project_acts(user: User, project: JointProject) -> set[str]:
    """The names of the actions that the person may do to it in its present state."""
    acts: set[str] = set()
    if project.association.is_record:
        return acts
    if may_keep(user, project.association):
        acts |= _kept(user, project)
    if project.state == State.UNDER_WAY and may_report_on(user, project):
        acts.add("report_measurement")
    return acts


def _kept(user: User, project: JointProject) -> set[str]:
    decides = may_decide(user, body_of(project))
    if project.state == State.PLANNED:
        return {"amend_project", "start_project", "abandon_project", "form_team", "change_owner"}
    if project.state == State.UNDER_WAY:
        more = {"abandon_project", "change_owner", "release_owner"} if decides else set()
        return {"complete_project", "form_team"} | more
    return set()


def owners_to_show(user: User, association: Association) -> QuerySet[ProjectOwner]:
    """The sides of the projects that the person sees."""
    seen = visible_projects(user, association).order_by().values("pk")
    return ProjectOwner.objects.filter(project__in=seen).select_related(
        "association",
        "organization__association",
        "person",
        "commitment__body__association",
        "project__association",
        "project__agreement__body__association",
        "project__cooperation",
    )


def projects_of(
    above: Agreement | Cooperation, viewer: User, association: Association
) -> list[tuple[JointProject, ProjectOutcome]]:
    """The projects of an agreement, or of a cooperation and its agreements, with where they stand."""
    if isinstance(above, Agreement):
        rows = JointProject.objects.filter(agreement=above)
    else:
        rows = JointProject.objects.filter(Q(cooperation=above) | Q(agreement__cooperation=above))
    seen = visible_projects(viewer, association).order_by().values("pk")
    shown = with_results(rows.filter(pk__in=seen)).order_by("position", "id")
    return lines_of(list(shown), today_in(association))


def public_projects(association: Association, agreement: Agreement | None = None) -> QuerySet[JointProject]:
    """What strangers may read: made public; of one agreement, or all."""
    rows = JointProject.objects.filter(association=association, is_public=True)
    if agreement is not None:
        rows = rows.filter(agreement=agreement)
    return with_results(rows).order_by("position", "id")
