from datetime import datetime, time

from django.utils.translation import gettext_lazy as _

from guildhall.accounts import expiry
from guildhall.jobs.doors import timed


@timed("jobs.clear_expired", _("Clear away expired sessions and old sign-in attempts"), daily_at=time(3, 50))
def clear_expired(now: datetime) -> None:
    """Removes what expired in the rooms that stand below this one."""
    expiry.clear_sessions(now)
    expiry.clear_shared_cache(now)
    expiry.clear_answers(now)
