from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.dues.actions import send_dues_reminders
from guildhall.dues.booking import book_run_in_batches, send_run_in_batches
from guildhall.dues.matched import book_certain, keep_proposals
from guildhall.dues.models import DuesRun
from guildhall.jobs.doors import task, timed
from guildhall.jobs.models import Job

NOT_BEFORE = time(8, 0)


@task("dues.book_run", _("Book the year's dues notices"))
def book_run(job: Job) -> None:
    """Books what is not booked yet; begun again after a crash, it goes on."""
    book_run_in_batches(_run_of(job), job, actor=job.requested_by)


@task("dues.send_run", _("Send the year's dues notices"))
def send_run(job: Job) -> None:
    """Sends what was not sent yet; begun again after a crash, it goes on."""
    send_run_in_batches(_run_of(job), job, actor=job.requested_by)


@timed("dues.remind", _("Remind members of their dues"), every=timedelta(hours=1))
def remind(now: datetime) -> None:
    """Once a day in each association's own time zone, from eight in the morning; what was sent is not sent again."""
    for association in Association.objects.filter(is_record=False).order_by("pk"):
        local = now.astimezone(association.zone)
        if local.time() >= NOT_BEFORE:
            send_dues_reminders(association, on=local.date())


@task("dues.propose_matches", _("Match lines of bank statements"))
def propose_matches(job: Job) -> None:
    """Matches what waits; begun again after a crash, it matches what waits then."""
    if job.association:
        keep_proposals(job.association, job)


@task("dues.book_certain_lines", _("Book certain payments of bank statements"))
def book_certain_lines(job: Job) -> None:
    """Books what is certain and still waits; begun again after a crash, it goes on, and books no line twice."""
    if job.association:
        book_certain(job.association, job, actor=job.requested_by)


def _run_of(job: Job) -> DuesRun:
    return DuesRun.objects.select_related("association", "standard").get(pk=job.arguments["run"])
