"""How an association follows up."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import require_may
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.commitments.models import FollowUpRules
from guildhall.core.errors import InvalidError
from guildhall.core.requests import forget

MOST_DAYS = 365


@transaction.atomic
def set_follow_up_rules(
    *,
    association: Association,
    amber_days: int,
    remind_days: Iterable[int],
    overdue_every: int,
    escalate_after: int,
    actor: User,
) -> FollowUpRules:
    """When lights turn amber, when reminders go out and when the superior is told; all in days.

    Needs MANAGE in the association.
    """
    require_may(actor, Power.MANAGE, association)
    before = sorted(set(remind_days), reverse=True)
    _require_days("remind_days", before, least=1)
    _require_days("amber_days", [amber_days], least=0)
    _require_days("overdue_every", [overdue_every], least=1)
    _require_days("escalate_after", [escalate_after], least=1)
    rules, _made = FollowUpRules.objects.update_or_create(
        association=association,
        defaults={
            "amber_days": amber_days,
            "remind_days": before,
            "overdue_every": overdue_every,
            "escalate_after": escalate_after,
        },
    )
    forget()
    record(
        "follow_up_rules.set",
        actor=actor,
        subject=rules,
        amber_days=amber_days,
        remind_days=before,
        overdue_every=overdue_every,
        escalate_after=escalate_after,
    )
    return rules


def _require_days(field: str, values: list[int], *, least: int) -> None:
    if any(not least <= value <= MOST_DAYS for value in values):
        raise InvalidError(
            _("Give days between %(least)s and %(most)s.") % {"least": least, "most": MOST_DAYS},
            code="days_out_of_range",
            details={"field": field},
        )
