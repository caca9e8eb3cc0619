from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from guildhall.jobs.doors import timed
from guildhall.notices.sending import deliver


@timed("notices.deliver", _("Deliver mail and chat messages"), every=timedelta(seconds=5))
def deliver_notices(now: datetime) -> None:
    deliver(now)
