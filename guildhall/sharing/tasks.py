from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.jobs.doors import timed
from guildhall.sharing.actions import send_booking_reminders


@timed("sharing.remind", _("Remind people of their bookings"), every=timedelta(minutes=30))
def remind(now: datetime) -> None:
    """A day before a confirmed booking begins; what was told is not told again."""
    for association in Association.objects.filter(is_record=False).order_by("pk"):
        send_booking_reminders(association, now=now)
