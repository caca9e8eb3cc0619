from django.utils.translation import gettext_lazy as _

from guildhall.jobs.actions import report_progress
from guildhall.jobs.doors import task
from guildhall.jobs.models import Job
from guildhall.meetings.actions import deliver_notice
from guildhall.meetings.models import Meeting


@task("meetings.send_notice", _("Send a meeting's notice"))
def send_notice(job: Job) -> None:
    """Tell everyone invited; the job goes on where an earlier run was cut off."""
    meeting = Meeting.objects.select_related("association", "body", "chair").get(pk=job.arguments["meeting"])
    deliver_notice(meeting, report=lambda done, total: report_progress(job, done=done, total=total))
