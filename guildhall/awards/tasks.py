from django.utils.translation import gettext_lazy as _

from guildhall.awards.certificates import issue_missing
from guildhall.awards.models import Call
from guildhall.jobs.doors import task
from guildhall.jobs.models import Job


@task("awards.issue_certificates", _("Issue the certificates of an award"))
def issue_certificates(job: Job) -> None:
    """Issues what is missing; begun again after a crash, it goes on."""
    call = Call.objects.select_related("association").get(pk=job.arguments["call"])
    issue_missing(call, job, actor=job.requested_by)
