"""The year at a glance: how much falls due in which month, and how it stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from guildhall.accounts.models import Association, User
from guildhall.commitments.lights import Light
from guildhall.commitments.queries.board import light_of
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

    The database counts by day, which it does without computing a month for every row.
    Empty for those who read no body: their own commitments are listed anyway. Empty too when nothing falls due.
    """
    if not (reads_everything(user, association) or bodies_read(user, association)):
        return []
    starts = _months_around(today_at(association))
    found = {start: dict.fromkeys(SHOWN, 0) for start in starts[:-1]}
    rows = commitments_visible_to(user, association).filter(deadline__gte=starts[0], deadline__lt=starts[-1])
    counted = (
        rows.order_by()
        .annotate(shown=light_of(association, with_milestones=False))
        .filter(shown__in=SHOWN)
        .values("deadline", "shown")
        .annotate(number=Count("pk"))
    )
    for deadline, shown, number in counted.values_list("deadline", "shown", "number"):
        found[deadline.replace(day=1)][Light(shown)] += number
    months = [DueMonth(month, lights) for month, lights in found.items()]
    return months if any(month.total for month in months) else []


def _months_around(today: date) -> list[date]:
    """The first days of the months that are shown, and of the one after them."""
    first = today.year * 12 + today.month - 1 - MONTHS_BEFORE
    return [date(one // 12, one % 12 + 1, 1) for one in range(first, first + MONTHS_SHOWN + 1)]
