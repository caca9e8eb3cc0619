"""One turn of the background worker: what the clock asks for, then one waiting job."""

import logging
import traceback

from django.db import close_old_connections
from django.utils import timezone

from guildhall.core.memory import give_back
from guildhall.jobs import actions
from guildhall.jobs.doors import Timed, tasks, timed_tasks
from guildhall.jobs.models import Job, Schedule

log = logging.getLogger("guildhall.jobs")


def work_once() -> bool:
    """Run what is due. True when something was done, so that the caller looks again at once."""
    close_old_connections()
    ran = [run_timed(timed) for timed in list(timed_tasks.values())]
    job = actions.claim_job(timezone.now())
    if job is not None:
        run_job(job)
        give_back()
    return any(ran) or job is not None


def run_timed(timed: Timed) -> bool:
    now = timezone.now()
    if actions.claim_schedule(timed, now) is None:
        return False
    error = ""
    try:
        with actions.kept_alive(Schedule, timed.name):
            timed.run(now)
    except Exception:  # a failing task is noted and must not stop the others
        error = traceback.format_exc()
        log.exception("timed task %s failed", timed.name)
    actions.finish_schedule(timed, started=now, error=error)
    give_back()
    return False


def run_job(job: Job) -> None:
    try:
        with actions.kept_alive(Job, job.pk):
            tasks[job.task](job)
    except Exception:  # a failing job is noted, tried again and must not stop the others
        error = traceback.format_exc()
        log.exception("job %s %s failed", job.task, job.pk)
        actions.fail_job(job, error)
    else:
        actions.finish_job(job)
