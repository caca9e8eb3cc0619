"""A joint project is planned, amended, started with what each side promises, completed or given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import require_may
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.commitments.actions import cancel_commitment
from guildhall.commitments.models import Commitment
from guildhall.cooperation.models import Agreement, Cooperation, JointProject, ProjectOwner
from guildhall.cooperation.permissions import require_may_keep
from guildhall.cooperation.queries.project import (
    acts_for,
    counting,
    parties_left_with,
)
from guildhall.cooperation.results import NoWayError, Way, require_way
from guildhall.core.errors import InvalidError, RuleError
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import today_in

State = JointProject.State
DIGITS = 10**13


@dataclass(frozen=True)
class Owner:
    """Who answers for the project on the side of one party; the person may follow, up to the start."""

    organization: Organization
    person: Person | None = None


class ProjectDetails(TypedDict, total=False):
    """What can be said of a joint project."""

    title_zh: str
    title_en: str
    indicator_zh: str
    indicator_en: str
    unit_zh: str
    unit_en: str
    direction: str
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    due_on: date | None
    is_public: bool
    position: int


@transaction.atomic
def plan_project(
    *,
    agreement: Agreement | None = None,
    cooperation: Cooperation | None = None,
    owners: Sequence[Owner] = (),
    actor: User,
    **details: Unpack[ProjectDetails],
) -> JointProject:
    """A project of an agreement, or of a cooperation without one. Its figures and owners may follow, up to the start.

    For the secretariat. Refused without a title, with a target equal to the baseline or against the direction, for a
    party that is none or has left, twice for the same, and with a person who does not act for the party.
    """
    above = _above(agreement, cooperation)
    require_may_keep(actor, above.association)
    _require_may_show(above.association, details, actor)
    _require_going_on(above)
    if agreement is not None and cooperation is None:
        cooperation = agreement.cooperation
    project = JointProject(association=above.association, agreement=agreement, cooperation=cooperation)
    _require_sensible(project, details)
    for name, value in details.items():
        setattr(project, name, value)
    project.save(force_insert=True)
    _set_owners(project, owners)
    record("joint_project.planned", actor=actor, subject=project, owners=_keys(owners))
    return project


@transaction.atomic
def amend_project(
    project: JointProject,
    *,
    version: int,
    owners: Sequence[Owner] | None = None,
    actor: User,
    **details: Unpack[ProjectDetails],
) -> JointProject:
    """Change what is planned, until it starts. ``version`` is the one that was read; owners are given as a whole."""
    require_may_keep(actor, project.association)
    if not project.is_public:
        _require_may_show(project.association, details, actor)
    _require_sensible(project, details)
    planned = JointProject.objects.filter(pk=project.pk, state=State.PLANNED, version=version)
    if not planned.update(version=F("version") + 1, **details):
        raise stale(project, State.PLANNED)
    project.refresh_from_db()
    if owners is not None:
        project.owners.all().delete()
        _set_owners(project, owners)
    record("joint_project.amended", actor=actor, subject=project, fields=sorted(details))
    return project


@transaction.atomic
def complete_project(
    project: JointProject, *, conclusion_zh: str = "", conclusion_en: str = "", version: int, actor: User
) -> JointProject:
    """It is over, with a conclusion; its result is the last confirmed measurement against the target.

    Refused before anything was measured and confirmed, and without a conclusion. What each side promised stays with
    its own acceptance by a second person.
    """
    require_may_keep(actor, project.association)
    if not (conclusion_zh.strip() or conclusion_en.strip()):
        raise InvalidError(
            _("Say what came of it."), code="conclusion_missing", details={"field": "conclusion_zh"}
        )
    if not counting(project).exists():
        raise RuleError(
            _("No measurement is confirmed yet: there is no result to complete it with."), code="not_measured"
        )
    under_way = JointProject.objects.filter(pk=project.pk, state=State.UNDER_WAY, version=version)
    if not under_way.update(
        state=State.COMPLETED,
        ended_on=today_in(project.association),
        conclusion_zh=conclusion_zh.strip(),
        conclusion_en=conclusion_en.strip(),
        version=F("version") + 1,
    ):
        raise stale(project, State.UNDER_WAY)
    project.refresh_from_db()
    last = counting(project).last()
    record("joint_project.completed", actor=actor, subject=project, value=str(last.value) if last else None)
    return project


@transaction.atomic
def abandon_project(project: JointProject, *, reason: str, version: int, actor: User) -> JointProject:
    """It is given up, for a reason; what the sides promised and have not done is cancelled with it.

    Once it is under way only whoever also decides for the body of its commitments can do so.
    """
    require_may_keep(actor, project.association)
    if not reason.strip():
        raise InvalidError(_("Give the reason."), code="reason_missing", details={"field": "reason"})
    going_on = JointProject.objects.filter(
        pk=project.pk, state__in=[State.PLANNED, State.UNDER_WAY], version=version
    )
    if not going_on.update(
        state=State.ABANDONED,
        ended_on=today_in(project.association),
        ended_reason=reason.strip()[:300],
        version=F("version") + 1,
    ):
        raise stale(project, State.PLANNED, State.UNDER_WAY)
    project.refresh_from_db()
    for owner in staying_owners(project):
        if owner.commitment is not None and owner.commitment.state != Commitment.State.ACCEPTED:
            cancel_commitment(owner.commitment, reason=reason, actor=actor)
    record("joint_project.abandoned", actor=actor, subject=project, reason=reason.strip())
    return project


def _above(agreement: Agreement | None, cooperation: Cooperation | None) -> Agreement | Cooperation:
    above = agreement or cooperation
    if above is None:
        raise InvalidError(_("A joint project belongs to an agreement or a cooperation."), code="of_nothing")
    return above


def _require_may_show(association: Association, details: ProjectDetails, actor: User) -> None:
    if details.get("is_public"):
        require_may(actor, Power.PUBLISH, association)


def _require_going_on(above: Agreement | Cooperation) -> None:
    is_over = above.state == Agreement.State.ENDED if isinstance(above, Agreement) else bool(above.ending)
    if is_over:
        raise RuleError(_("What this project would belong to has ended."), code="ended")


def _require_sensible(project: JointProject, details: ProjectDetails) -> None:
    given: dict[str, Any] = {
        name: details.get(name, getattr(project, name))
        for name in ("title_zh", "title_en", "baseline", "baseline_on", "target", "due_on", "direction")
    }
    if not (given["title_zh"].strip() or given["title_en"].strip()):
        raise InvalidError(_("Give it a title."), code="title_missing", details={"field": "title_zh"})
    for name in ("baseline", "target"):
        require_figure(given[name], name)
    if given["baseline"] is not None and given["target"] is not None:
        _require_way(given["baseline"], given["target"], given["direction"])
    _require_days(project, given["baseline_on"], given["due_on"])


def _require_days(project: JointProject, start: date | None, due: date | None) -> None:
    if start is not None and start > today_in(project.association):
        raise InvalidError(
            _("The day of the baseline is still to come."),
            code="day_to_come",
            details={"field": "baseline_on"},
        )
    if start is not None and due is not None and due <= start:
        raise InvalidError(
            _("The target date must lie after the day of the baseline."),
            code="due_before_start",
            details={"field": "due_on"},
        )


def require_figure(value: Decimal | None, field: str) -> None:
    """Refused: what is no number, has more than three digits after the point, or more than thirteen before it."""
    if value is None:
        return
    if not value.is_finite() or abs(value) >= DIGITS or value != round(value, 3):
        raise InvalidError(
            _("Give a figure with at most 13 digits before and 3 after the point."),
            code="no_figure",
            details={"field": field},
        )


def _require_way(baseline: Decimal, target: Decimal, direction: str) -> None:
    try:
        require_way(baseline, target, Way(direction))
    except NoWayError as refusal:
        said = refusal.sentence.in_language(translation.get_language() or "en")
        raise InvalidError(said, code=refusal.code, details={"field": "target"}) from refusal


def _set_owners(project: JointProject, owners: Sequence[Owner]) -> None:
    parties = {party.pk for party in parties_left_with(project)}
    chosen = [owner.organization.pk for owner in owners]
    if len(set(chosen)) < len(chosen):
        raise InvalidError(_("A party has one owner."), code="owner_twice", details={"field": "owners"})
    for place, owner in enumerate(owners):
        if owner.organization.pk not in parties:
            raise InvalidError(
                _("“%(name)s” is no party (any more).") % {"name": owner.organization},
                code="not_a_party",
                details={"field": "owners"},
            )
        if owner.person is not None:
            require_acts_for(owner.person, owner.organization)
            require_known_here(owner.person, project)
        ProjectOwner.objects.create(
            association=project.association,
            project=project,
            organization=owner.organization,
            person=owner.person,
            position=place,
        )


def require_known_here(person: Person, project: JointProject) -> None:
    """Commitments are of the association's own people."""
    if person.association_id != project.association_id:
        raise InvalidError(
            _("Whoever answers for it must be entered among this association's people."),
            code="of_elsewhere",
            details={"field": "person"},
        )


def require_acts_for(person: Person | None, organization: Organization) -> None:
    """Refused: somebody who neither works at the party nor sits for it today."""
    if person is not None and not acts_for(person, organization):
        raise InvalidError(
            _("%(person)s does not act for “%(name)s” (any more).")
            % {"person": person, "name": organization},
            code="owner_left",
            details={"field": "owners"},
        )


def staying_owners(project: JointProject) -> list[ProjectOwner]:
    """Those who answer for the sides that have not left."""
    rows = project.owners.filter(left_on__isnull=True)
    return list(rows.select_related("organization", "person", "commitment__body__association"))


def stale(project: JointProject, *states: JointProject.State) -> RuleError:
    """Why a conditional change did not happen: somebody was quicker, or the state is another."""
    if JointProject.objects.filter(pk=project.pk, state__in=states).exists():
        return RuleError(
            _("Somebody changed this in the meantime. Load the page again and repeat your change."),
            code="changed_meanwhile",
        )
    return RuleError(_("This is not possible in the project's present state."), code="wrong_state")


def _keys(owners: Sequence[Owner]) -> list[str]:
    return [str(owner.organization.pk) for owner in owners]
