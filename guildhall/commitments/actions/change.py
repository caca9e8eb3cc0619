"""What was promised changes: another deadline, another person, or given up. Always with a reason that is kept."""

from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments import notices
from guildhall.commitments.actions.milestone import require_no_milestone_after
from guildhall.commitments.actions.progress import not_under_way, require_reason
from guildhall.commitments.actions.version import keep_version
from guildhall.commitments.models import Change, Commitment, PlanVersion
from guildhall.commitments.permissions import require_may_decide
from guildhall.commitments.queries import today_at
from guildhall.core.errors import InvalidError, RuleError
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Person


@transaction.atomic
def postpone_deadline(commitment: Commitment, *, deadline: date, reason: str, actor: User) -> Commitment:
    """Another deadline for what is under way; the old one stays visible. For whoever decides for the body.

    Refused without a reason, to a day that has passed, and to a day before an open milestone.
    """
    require_may_decide(actor, commitment.body)
    require_reason(reason)
    commitment.refresh_from_db()
    _require_new_day(deadline, commitment)
    require_no_milestone_after(commitment, deadline)
    old = commitment.deadline
    under_way = Commitment.objects.filter(pk=commitment.pk, state=Commitment.State.ADOPTED, deadline=old)
    if not under_way.update(deadline=deadline, version=F("version") + 1):
        raise not_under_way()
    require_no_milestone_after(commitment, deadline)
    change = Change(kind=Change.Kind.POSTPONED, reason=reason, old_deadline=old, new_deadline=deadline)
    _changed(commitment, change, actor)
    give_notices(
        commitment.association, notices.told(commitment, "postponed", commitment.responsible, reason.strip())
    )
    record(
        "commitment.postponed",
        actor=actor,
        subject=commitment,
        old_deadline=old.isoformat() if old else None,
        new_deadline=deadline.isoformat(),
        reason=reason.strip(),
    )
    return commitment


@transaction.atomic
def hand_over(commitment: Commitment, *, to: Person, reason: str, actor: User) -> Commitment:
    """Another responsible person for what is under way; both are told. For whoever decides for the body."""
    require_may_decide(actor, commitment.body)
    require_reason(reason)
    commitment.refresh_from_db()
    old = commitment.responsible
    if to.association_id != commitment.association_id:
        raise InvalidError(_("People, units and bodies must be of this association."), code="of_elsewhere")
    if to == old:
        raise InvalidError(_("It is with this person already."), code="same_person", details={"field": "to"})
    under_way = Commitment.objects.filter(pk=commitment.pk, state=Commitment.State.ADOPTED, responsible=old)
    if not under_way.update(responsible=to, version=F("version") + 1):
        raise not_under_way()
    change = Change(kind=Change.Kind.HANDED_OVER, reason=reason, old_responsible=old, new_responsible=to)
    _changed(commitment, change, actor)
    told = [*notices.adopted(commitment), *notices.told(commitment, "handed_over", old, reason.strip())]
    give_notices(commitment.association, told)
    record(
        "commitment.handed_over",
        actor=actor,
        subject=commitment,
        old_responsible=str(old.pk) if old else None,
        new_responsible=str(to.pk),
        reason=reason.strip(),
    )
    return commitment


@transaction.atomic
def cancel_commitment(commitment: Commitment, *, reason: str, actor: User) -> Commitment:
    """It is given up, for a reason. For whoever decides for the body; refused when it was accepted."""
    require_may_decide(actor, commitment.body)
    require_reason(reason)
    given_up = Q(state__in=[Commitment.State.DRAFT, Commitment.State.ADOPTED, Commitment.State.REPORTED])
    if not Commitment.objects.filter(given_up, pk=commitment.pk).update(
        state=Commitment.State.CANCELLED, reported_at=None, reported_by=None, version=F("version") + 1
    ):
        raise RuleError(_("What was accepted or cancelled cannot be cancelled."), code="already_closed")
    _changed(commitment, Change(kind=Change.Kind.CANCELLED, reason=reason), actor)
    if commitment.adopted_on is not None:
        told = notices.told(commitment, "cancelled", commitment.responsible, reason.strip())
        give_notices(commitment.association, told)
    record("commitment.cancelled", actor=actor, subject=commitment, reason=reason.strip())
    return commitment


def _changed(commitment: Commitment, change: Change, actor: User) -> None:
    """Keep the change, and a new version of the plan that was adopted with the commitment in it."""
    change.association, change.commitment, change.by = commitment.association, commitment, actor
    change.reason = change.reason.strip()
    change.save(force_insert=True)
    commitment.refresh_from_db()
    if commitment.plan is not None and not commitment.plan.takes_items:
        keep_version(commitment.plan, cause=PlanVersion.Cause(change.kind), note=change.reason, actor=actor)


def _require_new_day(deadline: date, commitment: Commitment) -> None:
    if deadline < today_at(commitment.association):
        raise InvalidError(
            _("The new deadline has already passed."), code="day_passed", details={"field": "deadline"}
        )
    if deadline == commitment.deadline:
        raise InvalidError(
            _("This is the deadline already."), code="same_deadline", details={"field": "deadline"}
        )
