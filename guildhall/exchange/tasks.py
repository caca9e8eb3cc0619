from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.exchange.actions import remind_of_expiry
from guildhall.jobs.doors import timed

NOT_BEFORE = time(7, 30)


@timed("exchange.remind_of_expiry", _("Remind of offers and needs about to expire"), every=timedelta(hours=1))
def remind(now: datetime) -> None:
    """Once a day in each association's own time zone, from half past seven; what was sent is never sent again."""
    for association in Association.objects.filter(is_record=False).order_by("pk"):
        local = now.astimezone(association.zone)
        if local.time() >= NOT_BEFORE:
            remind_of_expiry(association, on=local.date())
