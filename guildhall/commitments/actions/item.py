"""Items of a plan until it is adopted; they are drafts of commitments."""

from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments.actions.commitment import CommitmentDetails, change_commitment, draft_commitment
from guildhall.commitments.actions.plan import hold_open_plan
from guildhall.commitments.models import Commitment, Plan
from guildhall.commitments.permissions import require_may_prepare
from guildhall.core.errors import RuleError


@transaction.atomic
def add_item(plan: Plan, *, actor: User, **details: Unpack[CommitmentDetails]) -> Commitment:
    """One more item. Deadline and responsible person may follow, up to the plan's adoption."""
    require_may_prepare(actor, plan.body)
    hold_open_plan(plan)
    return draft_commitment(association=plan.association, body=plan.body, plan=plan, actor=actor, **details)


@transaction.atomic
def change_item(
    item: Commitment, *, version: int, actor: User, **details: Unpack[CommitmentDetails]
) -> Commitment:
    """Change an item until the plan is adopted; refused when somebody changed it since ``version``."""
    require_may_prepare(actor, item.body)
    if item.plan is not None:
        hold_open_plan(item.plan)
    return change_commitment(item, version=version, actor=actor, **details)


@transaction.atomic
def discard_draft(commitment: Commitment, *, actor: User) -> None:
    """Take a draft away, in a plan or outside one; what was adopted is cancelled instead."""
    require_may_prepare(actor, commitment.body)
    if commitment.plan is not None:
        hold_open_plan(commitment.plan)
    drafts = Commitment.objects.filter(
        pk=commitment.pk, state=Commitment.State.DRAFT, adopted_on__isnull=True
    )
    deleted, _rows = drafts.delete()
    if not deleted:
        raise RuleError(_("This commitment is no longer a draft."), code="not_a_draft")
    record("commitment.discarded", actor=actor, subject=commitment, content=str(commitment))
