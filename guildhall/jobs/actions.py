"""Jobs are claimed with conditional updates, so that two workers never do one, on any database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.jobs.doors import Timed
from guildhall.jobs.models import Job, Schedule

LEASE = timedelta(seconds=60)
HEARTBEAT_SECONDS = 15
MOST_ATTEMPTS = 5
MOST_CLAIMS = 20


@transaction.atomic
def start_job(
    task: str,
    *,
    association: Association | None,
    arguments: dict[str, Any] | None = None,
    actor: User | None,
    key: str | None = None,
) -> Job:
    """Queue work for the background, in the caller's transaction.

    ``arguments`` are plain JSON values. With a ``key`` the same work is queued once: the existing job
    is returned. The caller has checked the permission.
    """
    details = {
        "task": task,
        "association": association,
        "arguments": arguments or {},
        "requested_by": actor,
        "run_after": timezone.now(),
    }
    if key is None:
        return Job.objects.create(**details)
    return Job.objects.get_or_create(key=key, defaults=details)[0]


def report_progress(job: Job, *, done: int, total: int | None = None) -> None:
    """Tell people how far the job is (they see it on the page that waits for it)."""
    job.done_count, job.total_count = done, total if total is not None else job.total_count
    Job.objects.filter(pk=job.pk).update(done_count=job.done_count, total_count=job.total_count)


def claim_job(now: datetime) -> Job | None:
    """The next job that waits or whose worker died, claimed for this worker; None when there is none.

    A job in the middle of which a worker died ``MOST_CLAIMS`` times is given up: it may be what kills them.
    """
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, claimed_until__lt=now)
    for job in Job.objects.filter(free, run_after__lte=now).order_by("run_after", "id")[:5]:
        still_free = Job.objects.filter(free, pk=job.pk, attempts=job.attempts)
        if job.attempts >= MOST_CLAIMS:
            still_free.update(
                state=Job.State.FAILED,
                finished_at=now,
                claimed_until=None,
                error=f"Given up: begun {MOST_CLAIMS} times, and each time the process ended before it was done.",
            )
            continue
        if still_free.update(state=Job.State.RUNNING, claimed_until=now + LEASE, attempts=F("attempts") + 1):
            job.refresh_from_db()
            return job
    return None


def finish_job(job: Job) -> None:
    Job.objects.filter(pk=job.pk, attempts=job.attempts).update(
        state=Job.State.DONE, finished_at=timezone.now(), claimed_until=None, error=""
    )


def fail_job(job: Job, error: str) -> None:
    """Give the job back for another try later, or give it up after ``MOST_ATTEMPTS``."""
    again = job.attempts < MOST_ATTEMPTS
    now = timezone.now()
    Job.objects.filter(pk=job.pk, attempts=job.attempts).update(
        state=Job.State.QUEUED if again else Job.State.FAILED,
        run_after=now + timedelta(seconds=5 * 4**job.attempts),
        finished_at=None if again else now,
        claimed_until=None,
        error=error,
    )


@contextmanager
def kept_alive(rows: type[Job] | type[Schedule], pk: Any) -> Iterator[None]:
    """While the block runs, a second thread renews the claim, so that only a dead worker loses it."""
    stop = threading.Event()

    def renew() -> None:
        while not stop.wait(HEARTBEAT_SECONDS):
            rows._default_manager.filter(pk=pk).update(claimed_until=timezone.now() + LEASE)
        connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def claim_schedule(timed: Timed, now: datetime) -> Schedule | None:
    """The task's schedule if it is due and no other worker has it. A new task is due at once."""
    schedule, _ = Schedule.objects.get_or_create(
        name=timed.name, defaults={"due_at": now, "grace": timed.overdue_after}
    )
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    claimed = Schedule.objects.filter(free, pk=timed.name, due_at=schedule.due_at, due_at__lte=now).update(
        claimed_until=now + LEASE, started_at=now
    )
    return schedule if claimed else None


def finish_schedule(timed: Timed, *, started: datetime, error: str = "") -> None:
    """Note how the run went and when the next is due; a missed day is made up once, not once per day."""
    now = timezone.now()
    changes: dict[str, Any] = {
        "finished_at": now,
        "claimed_until": None,
        "error": error,
        "due_at": timed.next_due(max(started, now)),
    }
    if not error:
        changes["succeeded_at"] = now
    Schedule.objects.filter(pk=timed.name).update(**changes)
