"""Who has an interest in a motion stays out of the decision on it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.meetings.actions.motion import move_motion
from guildhall.meetings.models import Invitation, Motion, Recusal
from guildhall.meetings.permissions import require_may_declare_recusal, require_open_for_change


@transaction.atomic
def declare_recusal(motion: Motion, *, invitation: Invitation, reason: str, actor: User) -> Recusal:
    """Somebody with a vote stays out of the decision on this motion: declared by themselves, or entered for them.

    Their votes leave the bases that the charter counts (``motions.*.recused_count``). Refused without a reason,
    for one without a vote in this meeting, twice, and once a vote is under way or the motion was decided.
    """
    require_may_declare_recusal(actor, motion, invitation)
    require_open_for_change(motion.meeting)
    move_motion(motion, Motion.State.PUT)
    if invitation.meeting_id != motion.meeting_id or invitation.withdrawn_at is not None:
        raise InvalidError(
            _("This person is not invited to the meeting."),
            code="invited_elsewhere",
            details={"field": "invitation"},
        )
    if invitation.role != Invitation.Role.VOTING:
        raise InvalidError(
            _("Who has no vote need not be recused."), code="no_vote", details={"field": "invitation"}
        )
    if not reason.strip():
        raise InvalidError(
            _("State the reason: what the interest in this motion is."),
            code="reason_missing",
            details={"field": "reason"},
        )
    made = _kept(motion, invitation, reason.strip()[:300], actor)
    record("recusal.declared", actor=actor, subject=made, motion=str(motion.pk), reason=made.reason)
    return made


@transaction.atomic
def withdraw_recusal(recusal: Recusal, *, actor: User) -> Motion:
    """The recusal no longer holds, or was entered by mistake. Refused once a vote is under way or over."""
    motion = recusal.motion
    require_may_declare_recusal(actor, motion, recusal.invitation)
    require_open_for_change(motion.meeting)
    move_motion(motion, Motion.State.PUT)
    key = str(recusal.pk)
    if not Recusal.objects.filter(pk=recusal.pk).delete()[0]:
        raise RuleError(_("This recusal was already taken back."), code="recusal_gone")
    record(
        "recusal.withdrawn",
        actor=actor,
        subject=motion,
        recusal=key,
        invitation=str(recusal.invitation_id),
        reason=recusal.reason,
    )
    return motion


def _kept(motion: Motion, invitation: Invitation, reason: str, actor: User) -> Recusal:
    try:
        with transaction.atomic():
            return Recusal.objects.create(
                association=motion.association,
                motion=motion,
                invitation=invitation,
                reason=reason,
                declared_by=actor,
            )
    except IntegrityError as twice:
        raise RuleError(
            _("%(name)s is recused from this motion already.") % {"name": invitation.person.name},
            code="recused_already",
        ) from twice
