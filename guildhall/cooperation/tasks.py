from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.cooperation.actions import remind_of_silence, warn_of_agreements
from guildhall.jobs.doors import timed

NOT_BEFORE = time(8, 0)


@timed("cooperation.remind", _("Remind of cooperations and agreements"), every=timedelta(hours=1))
def remind(now: datetime) -> None:
    """Once a day in each association's own time zone, from eight in the morning; what was told is not told again."""
    for association in Association.objects.filter(is_record=False).order_by("pk"):
        local = now.astimezone(association.zone)
        if local.time() >= NOT_BEFORE:
            remind_of_silence(association, on=local.date())
            warn_of_agreements(association, on=local.date())
