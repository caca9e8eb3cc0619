"""How rooms offer background work: ``@task`` for jobs that somebody starts, ``@timed`` for the clock's.

Both must be safe to run again: a worker may be killed at any moment, and another begins anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

from guildhall.jobs.labels import give_label
from guildhall.jobs.models import Job

Task = Callable[[Job], None]
TimedTask = Callable[[datetime], None]


@dataclass(frozen=True)
class Timed:
    """A task of the clock: either ``every`` so often, or ``daily_at`` a time of day in ``zone``."""

    name: str
    run: TimedTask
    every: timedelta | None = None
    daily_at: time | None = None
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))

    def next_due(self, after: datetime) -> datetime:
        """The first moment later than ``after`` at which the task is due."""
        if self.every is not None:
            return after + self.every
        local = after.astimezone(self.zone)
        due = datetime.combine(local.date(), self.daily_at or time(0), self.zone)
        return due if due > after else due + timedelta(days=1)

    @property
    def overdue_after(self) -> timedelta:
        """How long after its due time a task that has not run is worth a warning."""
        return max(3 * self.every, timedelta(minutes=10)) if self.every else timedelta(hours=2)


tasks: dict[str, Task] = {}
timed_tasks: dict[str, Timed] = {}


def task(name: str, label: str | Promise) -> Callable[[Task], Task]:
    """Offers a job under its name; ``label`` is what people call it."""

    def offer(run: Task) -> Task:
        give_label(name, label)
        tasks[name] = run
        return run

    return offer


def timed(
    name: str, label: str | Promise, *, every: timedelta | None = None, daily_at: time | None = None
) -> Callable[[TimedTask], TimedTask]:
    """Offers a task to the clock; ``label`` is what people call it."""

    def offer(run: TimedTask) -> TimedTask:
        give_label(name, label)
        timed_tasks[name] = Timed(name, run, every=every, daily_at=daily_at)
        return run

    return offer
