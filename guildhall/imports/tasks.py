from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guildhall.core.errors import RuleError
from guildhall.imports import actions
from guildhall.imports.models import ImportBatch
from guildhall.imports.problems import Problem
from guildhall.imports.staging import run_check
from guildhall.imports.storing import store, take_back
from guildhall.imports.tables import TableError
from guildhall.jobs.actions import report_progress
from guildhall.jobs.doors import task, timed
from guildhall.jobs.models import Job

LEFT_FOR = timedelta(days=30)
State = ImportBatch.State


@task("imports.check_batch", _("Check an uploaded list"))
def check_batch(job: Job) -> None:
    """Checks a long list. Begun again after a crash, it finds the same; overtaken by another check, it stops."""
    batch, run = _batch_of(job), UUID(job.arguments["run"])
    report_progress(job, done=0, total=batch.rows)
    try:
        run_check(batch, run, job)
    except TableError as unreadable:
        trouble = Problem(unreadable.code, params=unreadable.params).as_data()
        mine = ImportBatch.objects.filter(pk=batch.pk, state=State.CHECKING, run=run)
        mine.update(state=State.UPLOADED, trouble=trouble)


@task("imports.commit_batch", _("Commit a list"))
def commit_batch(job: Job) -> None:
    """Stores a long list in one transaction; where that has happened, nothing more."""
    batch = _batch_of(job)
    report_progress(job, done=0, total=batch.taken_rows)
    store(batch, actor=job.requested_by)
    report_progress(job, done=batch.taken_rows)


@task("imports.undo_batch", _("Undo a list"))
def undo_batch(job: Job) -> None:
    """Takes a long list out again in one transaction, or says on its page why that cannot be."""
    batch = _batch_of(job)
    report_progress(job, done=0, total=batch.taken_rows)
    try:
        take_back(batch, actor=job.requested_by)
    except RuleError as refused:
        trouble = Problem("because", params={"why": str(refused.message)}).as_data()
        mine = ImportBatch.objects.filter(pk=batch.pk, state=State.UNDOING)
        mine.update(state=State.COMMITTED, trouble=trouble)
    report_progress(job, done=batch.taken_rows)


@timed("imports.discard_left", _("Discard lists that nobody committed"), daily_at=time(3, 50))
def discard_left(now: datetime) -> None:
    """Lists that nobody committed within 30 days are put aside, so that personal data does not lie about."""
    left = ImportBatch.objects.filter(
        state__in=(State.UPLOADED, State.CHECKED), created_at__lt=now - LEFT_FOR
    )
    for batch in left.select_related("association", "file"):
        actions.discard_batch(batch, actor=None)


def _batch_of(job: Job) -> ImportBatch:
    return ImportBatch.objects.select_related("association", "file").get(pk=job.arguments["batch"])
