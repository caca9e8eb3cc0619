from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.db.models import QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.jobs.labels import label_of
from guildhall.jobs.models import Job, Schedule


@dataclass(frozen=True)
class ScheduleLine:
    """A timed task as people see it: when it last ran, and whether that is a reason to worry."""

    name: str
    label: str
    ran_at: datetime | None
    succeeded_at: datetime | None
    due_at: datetime
    error: str
    is_late: bool


def schedule_lines(*, now: datetime) -> list[ScheduleLine]:
    """Every timed task that was ever due, with a warning where it did not run or failed."""
    return [
        ScheduleLine(
            name=row.name,
            label=label_of(row.name),
            ran_at=row.finished_at,
            succeeded_at=row.succeeded_at,
            due_at=row.due_at,
            error=row.error,
            is_late=is_late(row, now=now),
        )
        for row in Schedule.objects.order_by("name")
    ]


def is_late(row: Schedule, *, now: datetime) -> bool:
    return now > row.due_at + row.grace


def is_clock_standing(*, now: datetime) -> bool:
    """Whether background work has not run although it was due, or never ran."""
    rows = list(Schedule.objects.all())
    return not rows or any(is_late(row, now=now) for row in rows)


def is_clock_known_to_stand(*, now: datetime) -> bool:
    """The same as it was at most half a minute ago: for pages that are opened often."""
    return bool(
        caches["process"].get_or_set("jobs.is_clock_standing", lambda: is_clock_standing(now=now), 30)
    )


def jobs_of(association: Association, *, viewer: User) -> QuerySet[Job]:
    """The association's background work: one's own, or all for those who keep the register."""
    found = Job.objects.filter(association=association).order_by("-created_at")
    return found if powers_of(viewer, association).has(Power.MANAGE) else found.filter(requested_by=viewer)
