from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from guildhall.documents import shelf
from guildhall.jobs.doors import timed


@timed("documents.clear_drafts", _("Clear away uploads that broke off"), daily_at=time(3, 40))
def clear_drafts(now: datetime) -> None:
    """Removes what uploads left behind that a crash cut short more than a day ago."""
    yesterday = (now - timedelta(days=1)).timestamp()
    for draft in shelf.left_over(Path(settings.MEDIA_ROOT), older_than=yesterday):
        draft.unlink(missing_ok=True)
