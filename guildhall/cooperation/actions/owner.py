"""Who answers for a joint project on one side: somebody else, or nobody any more because the party left."""

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments.actions import cancel_commitment, hand_over
from guildhall.commitments.models import Commitment
from guildhall.cooperation.actions.project import require_acts_for, require_known_here
from guildhall.cooperation.models import JointProject, ProjectOwner
from guildhall.cooperation.permissions import require_may_keep
from guildhall.cooperation.queries.project import parties_left_with
from guildhall.core.errors import InvalidError, RuleError
from guildhall.registry.models import Person
from guildhall.registry.queries import today_in

State = JointProject.State
GOING_ON = (State.PLANNED, State.UNDER_WAY)


@transaction.atomic
def change_owner(owner: ProjectOwner, *, person: Person, reason: str = "", actor: User) -> ProjectOwner:
    """Somebody else of the same party answers for it; what was promised is handed over, with the reason.

    For the secretariat; once it is under way for whoever also decides for the body of the commitment. Refused for
    somebody who does not act for the party, and after the project ended or the party left.
    """
    require_may_keep(actor, owner.association)
    _require_going_on(owner, *GOING_ON)
    require_acts_for(person, owner.organization)
    require_known_here(person, owner.project)
    staying = ProjectOwner.objects.filter(pk=owner.pk, person=owner.person_id, left_on__isnull=True)
    if person.pk == owner.person_id or not staying.update(person=person):
        raise RuleError(
            _("This person answers for it already, or somebody changed it in the meantime."),
            code="changed_meanwhile",
        )
    if owner.commitment is not None and _is_open(owner.commitment):
        hand_over(owner.commitment, to=person, reason=reason, actor=actor)
    owner.refresh_from_db()
    record(
        "joint_project.owner_changed",
        actor=actor,
        subject=owner.project,
        party=str(owner.organization_id),
        person=str(person.pk),
        reason=reason.strip(),
    )
    return owner


@transaction.atomic
def release_owner(owner: ProjectOwner, *, to: Person | None = None, reason: str, actor: User) -> ProjectOwner:
    """The party left: what it promised is handed over to somebody of a party that stays, or cancelled.

    Refused while the party stays, without a reason, a second time, and to whoever does not decide for the body of
    the commitment.
    """
    require_may_keep(actor, owner.association)
    if not reason.strip():
        raise InvalidError(_("Give the reason."), code="reason_missing", details={"field": "reason"})
    _require_going_on(owner, State.UNDER_WAY)
    staying = {party.pk for party in parties_left_with(owner.project)}
    if owner.organization_id in staying:
        raise RuleError(_("This party has not left."), code="party_stays")
    _require_of_those(to, owner)
    rows = ProjectOwner.objects.filter(pk=owner.pk, left_on__isnull=True)
    left = {"left_on": today_in(owner.association), "left_reason": reason.strip()[:300]}
    if not rows.update(**left):
        raise RuleError(_("This was settled already."), code="already_left")
    if owner.commitment is not None and _is_open(owner.commitment):
        if to is None:
            cancel_commitment(owner.commitment, reason=reason, actor=actor)
        else:
            hand_over(owner.commitment, to=to, reason=reason, actor=actor)
    owner.refresh_from_db()
    record(
        "joint_project.side_left",
        actor=actor,
        subject=owner.project,
        party=str(owner.organization_id),
        to=str(to.pk) if to else None,
        reason=reason.strip(),
    )
    return owner


def _is_open(commitment: Commitment) -> bool:
    return commitment.state in (Commitment.State.ADOPTED, Commitment.State.REPORTED)


def _require_going_on(owner: ProjectOwner, *states: JointProject.State) -> None:
    # Held, so that nobody completes the project or gives it up meanwhile.
    going_on = JointProject.objects.select_for_update().filter(pk=owner.project_id, state__in=states)
    if going_on.first() is None:
        raise RuleError(_("This is not possible in the project's present state."), code="wrong_state")


def _require_of_those(to: Person | None, owner: ProjectOwner) -> None:
    others = owner.project.owners.filter(left_on__isnull=True).exclude(pk=owner.pk)
    if to is not None and not others.filter(person=to).exists():
        raise InvalidError(
            _("It can go to somebody who answers for another side."),
            code="not_an_owner",
            details={"field": "to"},
        )
