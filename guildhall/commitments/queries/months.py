"""The year at a glance: how much falls due in which month, and how it stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from guildhall.accounts.models import Association, User
from guildhall.audit.keeping import kept
from guildhall.commitments.lights import Light, light
from guildhall.commitments.queries.board import follow_up_rules
from guildhall.commitments.queries.standing import (
    bodies_read,
    commitments_visible_to,
    reads_everything,
    today_at,
)

MONTHS_BEFORE = 5
MONTHS_SHOWN = 12
SHOWN = (Light.DONE, Light.REPORTED, Light.ON_TRACK, Light.DUE_SOON, Light.OVERDUE)


@dataclass(frozen=True)
class DueMonth:
    """The first day of a month, and how many commitments that fall due in it show each light."""

    month: date
    lights: dict[Light, int]

    @property
    def total(self) -> int:
        return sum(self.lights.values())


def due_months(user: User, association: Association) -> list[DueMonth]:
    """Twelve months around today's, from what the person may see; drafts and cancelled ones are left out. One query.

    The database counts by day, which an index answers. Kept until something is changed.
    Empty for those who read no body: their own commitments are listed anyway. Empty too when nothing falls due.
    """
    if not (reads_everything(user, association) or bodies_read(user, association)):
        return []
    today = today_at(association)
    key = ("due_months", str(user.pk), today)
    return kept(association, key, lambda: _counted(user, association, today))


def _counted(user: User, association: Association, today: date) -> list[DueMonth]:
    starts, rules = _months_around(today), follow_up_rules(association)
    found = {start: dict.fromkeys(SHOWN, 0) for start in starts[:-1]}
    rows = commitments_visible_to(user, association).filter(deadline__gte=starts[0], deadline__lt=starts[-1])
    counted = rows.order_by().values("state", "deadline").annotate(number=Count("*"))
    for state, deadline, number in counted.values_list("state", "deadline", "number"):
        shown = light(state, deadline, today, amber_days=rules.amber_days, of_record=association.is_record)
        if deadline is not None and shown in SHOWN:
            found[deadline.replace(day=1)][shown] += number
    months = [DueMonth(month, lights) for month, lights in found.items()]
    return months if any(month.total for month in months) else []


def _months_around(today: date) -> list[date]:
    """The first days of the months that are shown, and of the one after them."""
    first = today.year * 12 + today.month - 1 - MONTHS_BEFORE
    return [date(one // 12, one % 12 + 1, 1) for one in range(first, first + MONTHS_SHOWN + 1)]
