"""A second person judges what was reported done."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments import notices
from guildhall.commitments.actions.progress import require_reason
from guildhall.commitments.models import Acceptance, Commitment
from guildhall.commitments.permissions import require_may_accept, require_may_decide
from guildhall.core.errors import RuleError
from guildhall.notices.actions import give_notices


@transaction.atomic
def accept_commitment(commitment: Commitment, *, note: str = "", actor: User) -> Commitment:
    """It is done (销号). Refused to whoever reported it and to the responsible person; of two who accept
    at once one does. Open to whoever follows up or decides in the body, and to the superior."""
    commitment.refresh_from_db()
    require_may_accept(actor, commitment)
    _judge(commitment, Commitment.State.ACCEPTED, accepted_at=timezone.now())
    _judged(commitment, Acceptance.Outcome.ACCEPTED, note, actor)
    record("commitment.accepted", actor=actor, subject=commitment, reason=note.strip())
    return commitment


@transaction.atomic
def return_commitment(commitment: Commitment, *, reason: str, actor: User) -> Commitment:
    """It is not done yet, for a reason: under way again. Open to those who may accept."""
    commitment.refresh_from_db()
    require_may_accept(actor, commitment)
    require_reason(reason)
    _judge(commitment, Commitment.State.ADOPTED, reported_at=None, reported_by=None)
    _judged(commitment, Acceptance.Outcome.RETURNED, reason, actor)
    record("commitment.returned", actor=actor, subject=commitment, reason=reason.strip())
    return commitment


@transaction.atomic
def reopen_commitment(commitment: Commitment, *, reason: str, actor: User) -> Commitment:
    """What was accepted or cancelled is under way again, for a reason. Open to whoever decides for the body."""
    require_may_decide(actor, commitment.body)
    require_reason(reason)
    closed = Commitment.objects.filter(
        Q(state=Commitment.State.ACCEPTED) | Q(state=Commitment.State.CANCELLED, adopted_on__isnull=False),
        pk=commitment.pk,
    )
    changed = closed.update(
        state=Commitment.State.ADOPTED,
        reported_at=None,
        reported_by=None,
        accepted_at=None,
        version=F("version") + 1,
    )
    if not changed:
        raise RuleError(_("Only what was accepted or cancelled can be opened again."), code="not_closed")
    _judged(commitment, Acceptance.Outcome.REOPENED, reason, actor)
    record("commitment.reopened", actor=actor, subject=commitment, reason=reason.strip())
    return commitment


def _judge(commitment: Commitment, state: Commitment.State, **values: object) -> None:
    # Nobody may become the reporter between the check above and this: the reporter is part of the condition.
    reported = Commitment.objects.filter(
        pk=commitment.pk, state=Commitment.State.REPORTED, reported_by=commitment.reported_by_id
    )
    if not reported.update(state=state, version=F("version") + 1, **values):
        raise RuleError(_("This was not reported done, or was already judged."), code="not_reported")


def _judged(commitment: Commitment, outcome: Acceptance.Outcome, reason: str, actor: User) -> None:
    Acceptance.objects.create(
        association=commitment.association,
        commitment=commitment,
        outcome=outcome,
        reason=reason.strip(),
        by=actor,
    )
    commitment.refresh_from_db()
    told = notices.told(commitment, outcome.value, commitment.responsible, reason.strip())
    give_notices(commitment.association, told)
