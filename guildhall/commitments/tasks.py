from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.commitments.actions import send_letter_endings, send_reminders
from guildhall.jobs.doors import timed

NOT_BEFORE = time(7, 30)


@timed("commitments.remind", _("Remind of commitments, and escalate them"), every=timedelta(hours=1))
def remind(now: datetime) -> None:
    """Once a day in each association's own time zone, from half past seven in the morning.

    It looks every hour, so that a server that was off in the morning sends later that day; what was sent
    is never sent again.
    """
    for association in Association.objects.filter(is_record=False).order_by("pk"):
        local = now.astimezone(association.zone)
        if local.time() >= NOT_BEFORE:
            send_reminders(association, on=local.date())
            send_letter_endings(association, on=local.date())
