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
from guildhall.commitments.queries import Item, pasted_items
from guildhall.core.errors import InvalidError, RuleError


@transaction.atomic
def add_item(plan: Plan, *, actor: User, **details: Unpack[CommitmentDetails]) -> Commitment:
    """One more item. Deadline and responsible person may follow, up to the plan's adoption."""
    require_may_prepare(actor, plan.body)
    hold_open_plan(plan)
    return draft_commitment(association=plan.association, body=plan.body, plan=plan, actor=actor, **details)


@transaction.atomic
def import_items(plan: Plan, *, text: str, actor: User) -> list[Commitment]:
    """Items from a table that was pasted (see ``pasted``), all or none.

    Refused with each row that cannot be taken and why; deadline and responsible person may still be missing.
    """
    require_may_prepare(actor, plan.body)
    hold_open_plan(plan)
    items = pasted_items(plan, text)
    _require_clean(items)
    drafted = []
    for item in items:
        details: CommitmentDetails = {
            "content_zh": item.content_zh,
            "content_en": item.content_en,
            "measure_zh": item.measure_zh,
            "deadline": item.deadline,
            "responsible": item.responsible,
            "superior": item.superior,
            "lead": item.lead,
            "supporting": item.supporting,
            "course": item.course,
        }
        drafted.append(add_item(plan, actor=actor, **details))
    record("plan.items_imported", actor=actor, subject=plan, items=len(drafted))
    return drafted


def _require_clean(items: list[Item]) -> None:
    wrong = [item for item in items if item.problems]
    if wrong:
        rows = [{"row": item.number, "problems": item.problems} for item in wrong]
        raise InvalidError(
            _("%(count)s rows cannot be taken; nothing was imported. The first is row %(row)s: %(problem)s")
            % {"count": len(wrong), "row": wrong[0].number, "problem": wrong[0].problems[0]},
            code="rows_wrong",
            details={"rows": rows, "field": "text"},
        )


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
