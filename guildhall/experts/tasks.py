from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.experts.actions import send_term_warnings
from guildhall.jobs.doors import timed

NOT_BEFORE = time(8, 0)


@timed("experts.remind", _("Warn of experts' terms that end"), every=timedelta(hours=1))
def remind(now: datetime) -> None:
    """Once a day in each association's own time zone, from eight in the morning; each step of a term is sent once."""
    for association in Association.objects.filter(is_record=False).order_by("pk"):
        local = now.astimezone(association.zone)
        if local.time() >= NOT_BEFORE:
            send_term_warnings(association, on=local.date())
