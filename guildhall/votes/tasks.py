"""What the clock does: keys of votes that are not open are destroyed, wherever a crash left one."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from guildhall.jobs.doors import timed
from guildhall.votes.keys import destroy_spent_keys


@timed("votes.destroy_keys", _("Destroy keys of closed votes"), every=timedelta(minutes=5))
def destroy_keys(now: datetime) -> None:
    destroy_spent_keys(now)
