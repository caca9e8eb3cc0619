from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.finance.actions import send_rules_reminders
from guildhall.jobs.doors import timed

NOT_BEFORE = time(8, 0)


@timed("finance.remind", _("Remind branches of the finance rules"), every=timedelta(hours=1))
def remind(now: datetime) -> None:
    """Once a day in each association's own time zone, from eight in the morning; what was sent is not sent again."""
    for association in Association.objects.filter(is_record=False).order_by("pk"):
        local = now.astimezone(association.zone)
        if local.time() >= NOT_BEFORE:
            send_rules_reminders(association, on=local.date())
