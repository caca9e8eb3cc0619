from django.db import transaction
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.jobs.actions import report_progress
from guildhall.jobs.doors import task
from guildhall.jobs.models import Job
from guildhall.members.likeness import likely_pairs
from guildhall.members.mails import mail_to_applicant
from guildhall.members.models import Application, LikelyPair
from guildhall.members.queries.merge import COMPARED, SEARCH, firm_of
from guildhall.registry.models import Organization

TOLD_EVERY = 5000
STORED_AT_ONCE = 1000


@task(SEARCH, _("Search for entries of the same firm"))
def find_duplicates(job: Job) -> None:
    """Compares all active organizations and stores the likely pairs in place of those found before.

    Begun again after a crash, it finds the same.
    """
    association = Association.objects.get(pk=str(job.association_id))
    active = Organization.objects.of(association).active().order_by("pk")
    total = active.count()
    report_progress(job, done=0, total=total)

    def tell(done: int) -> None:
        if done % TOLD_EVERY == 0:
            report_progress(job, done=done)

    firms = map(firm_of, active.only(*COMPARED).iterator(chunk_size=2000))
    found = [
        LikelyPair(
            association=association,
            first_id=min(pair.first, pair.second),
            second_id=max(pair.first, pair.second),
            score=pair.score,
            reasons=[reason.as_data() for reason in pair.reasons],
        )
        for pair in likely_pairs(firms, tell)
    ]
    with transaction.atomic():
        Association.objects.select_for_update(no_key=True).get(pk=association.pk)  # searches take turns
        LikelyPair.objects.of(association).delete()
        LikelyPair.objects.bulk_create(found, batch_size=STORED_AT_ONCE)
    report_progress(job, done=total)


@task("members.mail_applicant", _("Mail an applicant"))
def mail_applicant(job: Job) -> None:
    applications = Application.objects.select_related("association", "form", "tier", "member")
    mail_to_applicant(applications.get(pk=job.arguments["application"]), job.arguments["event"])
