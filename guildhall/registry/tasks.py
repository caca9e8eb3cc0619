from django.utils.translation import gettext_lazy as _

from guildhall.jobs.doors import task
from guildhall.jobs.models import Job
from guildhall.registry.actions import send_sign_in_link
from guildhall.registry.models import SignInInvitation


@task("registry.mail_sign_in_link", _("Mail a link to sign in"))
def mail_sign_in_link(job: Job) -> None:
    invitation = SignInInvitation.objects.select_related("association", "person").get(
        pk=job.arguments["invitation"]
    )
    send_sign_in_link(invitation)
