"""What a meeting decided becomes a commitment that is followed up."""

from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments.actions import CommitmentDetails, adopt_commitment, draft_commitment
from guildhall.commitments.models import Commitment
from guildhall.core.errors import RuleError
from guildhall.meetings.models import AgendaItem, Motion


@transaction.atomic
def commit_to(
    origin: Motion | AgendaItem, *, adopt: bool = True, actor: User, **details: Unpack[CommitmentDetails]
) -> Commitment:
    """A commitment that follows from a decision or an agenda item; who may is the follow-up room's rule.

    Adopted at once where ``adopt``, which needs content, deadline and responsible person; else a draft.
    Refused for a motion that was not carried, and before the meeting has begun.
    """
    meeting = origin.meeting
    meeting.refresh_from_db()
    if not meeting.has_begun:
        raise RuleError(
            _("Commitments follow from a meeting that has begun. This one is: %(state)s.")
            % {"state": meeting.get_state_display()},
            code="not_begun",
        )
    if isinstance(origin, Motion) and origin.state != Motion.State.CARRIED:
        raise RuleError(
            _("“%(motion)s” was not carried; no commitment follows from it.") % {"motion": origin.title},
            code="not_carried",
        )
    commitment = draft_commitment(
        association=meeting.association, body=meeting.body, origin=origin, actor=actor, **details
    )
    if adopt:
        adopt_commitment(commitment, actor=actor)
    record("meeting.committed", actor=actor, subject=meeting, commitment=str(commitment.pk))
    return commitment
