"""A joint project starts: each side promises it, as a commitment like all others."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments.actions import adopt_commitment, draft_commitment
from guildhall.commitments.models import Commitment
from guildhall.cooperation.actions.project import require_acts_for, stale, staying_owners
from guildhall.cooperation.models import Agreement, JointProject, ProjectOwner
from guildhall.cooperation.permissions import require_may_keep
from guildhall.cooperation.queries.project import body_of, goal_of, lacking_sides
from guildhall.cooperation.results import measure_text
from guildhall.core.errors import RuleError
from guildhall.core.sentences import Sentence
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in

State = JointProject.State


@transaction.atomic
def start_project(project: JointProject, *, version: int, actor: User) -> JointProject:
    """It begins: each owner's side promises it, as an adopted commitment that follows from the project.

    Refused until the agreement is signed, every party that has not left has an owner with a person who acts for it,
    and indicator, baseline, target and a date to come are there.
    """
    require_may_keep(actor, project.association)
    today = today_in(project.association)
    planned = JointProject.objects.filter(
        pk=project.pk,
        state=State.PLANNED,
        version=version,
        baseline__isnull=False,
        target__isnull=False,
        due_on__isnull=False,
    )
    _require_ready(project, today)
    if not planned.update(
        state=State.UNDER_WAY,
        started_on=today,
        baseline_on=project.baseline_on or today,
        version=F("version") + 1,
    ):
        raise stale(project, State.PLANNED)
    project.refresh_from_db()
    promised = [_promise(project, owner, actor) for owner in staying_owners(project)]
    record(
        "joint_project.started", actor=actor, subject=project, commitments=[str(one.pk) for one in promised]
    )
    return project


def _require_ready(project: JointProject, today: date) -> None:
    agreement = project.agreement
    if agreement is not None and agreement.state != Agreement.State.SIGNED:
        raise RuleError(_("The agreement is not signed yet."), code="agreement_not_signed")
    missing = [name for name in ("baseline", "target", "due_on") if getattr(project, name) is None]
    if missing or not (project.indicator_zh or project.indicator_en):
        raise RuleError(
            _("It lacks its indicator, baseline, target or target date."),
            code="incomplete",
            details={"missing": missing or ["indicator"], "field": (missing or ["indicator_zh"])[0]},
        )
    if project.due_on is not None and project.due_on <= today:
        raise RuleError(
            _("The target date is not to come any more."), code="due_passed", details={"field": "due_on"}
        )
    if lacking := lacking_sides(project):
        raise RuleError(
            _("These parties have nobody yet who answers for it: %(names)s")
            % {"names": _(", ").join(str(one) for one in lacking)},
            code="owners_missing",
            details={"parties": [str(one.pk) for one in lacking]},
        )
    for owner in staying_owners(project):
        require_acts_for(owner.person, owner.organization)


def _promise(project: JointProject, owner: ProjectOwner, actor: User) -> Commitment:
    """What one side promises: the project's indicator from its baseline to its target by the target date."""
    goal = goal_of(project)
    indicator = Sentence(
        project.indicator_zh or project.indicator_en, project.indicator_en or project.indicator_zh
    )
    measure = measure_text(indicator, goal) if goal else indicator
    others = [one for one in staying_owners(project) if one.pk != owner.pk]
    drafted = draft_commitment(
        association=project.association,
        body=body_of(project),
        origin=project,
        content_zh=project.title_zh,
        content_en=project.title_en,
        measure_zh=measure.zh[:300],
        measure_en=measure.en[:300],
        deadline=project.due_on,
        responsible=owner.person,
        lead=_here(owner.organization, project),
        supporting=[one.organization for one in others if _here(one.organization, project)],
        actor=actor,
    )
    owner.commitment = adopt_commitment(drafted, actor=actor)
    ProjectOwner.objects.filter(pk=owner.pk).update(commitment=owner.commitment)
    return owner.commitment


def _here(organization: Organization, project: JointProject) -> Organization | None:
    return organization if organization.association_id == project.association_id else None
