"""Versions of plans."""

from django.db.models import F, Max

from guildhall.accounts.models import User
from guildhall.commitments.models import Plan, PlanVersion
from guildhall.commitments.queries import snapshot

LONGEST_NOTE = 200


def keep_version(
    plan: Plan, *, cause: PlanVersion.Cause, note: str = "", carried_from: Plan | None = None, actor: User
) -> PlanVersion:
    """Keep the plan as it stands now. Called inside the transaction of the action that changed it."""
    # Holding the plan's row gives versions their numbers one after the other.
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    plan.refresh_from_db()
    last = plan.versions.aggregate(last=Max("number"))["last"] or 0
    return PlanVersion.objects.create(
        association=plan.association,
        plan=plan,
        number=last + 1,
        content=snapshot(plan),
        cause=cause,
        carried_from=carried_from,
        note=note.strip()[:LONGEST_NOTE],
        made_by=actor,
    )
