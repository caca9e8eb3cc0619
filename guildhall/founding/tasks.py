from django.utils.translation import gettext_lazy as _

from guildhall.founding.mails import mail_to_first_member
from guildhall.founding.models import FirstMember
from guildhall.jobs.doors import task
from guildhall.jobs.models import Job


@task("founding.mail_first_member", _("Mail to a unit that is asked to be a first member"))
def mail_first_member(job: Job) -> None:
    """Mails the unit's link. Asked again after a crash, it mails again rather than not at all."""
    rows = FirstMember.objects.select_related("association", "organization", "representative")
    first = rows.filter(pk=job.arguments["first_member"]).first()
    if first is not None and first.state == FirstMember.State.INVITED:
        mail_to_first_member(first)
