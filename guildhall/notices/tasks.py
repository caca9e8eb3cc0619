from datetime import datetime, timedelta

from guildhall.jobs.doors import timed
from guildhall.notices.sending import deliver


@timed("notices.deliver", every=timedelta(seconds=5))
def deliver_notices(now: datetime) -> None:
    deliver(now)
