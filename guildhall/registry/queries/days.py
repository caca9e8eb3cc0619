from datetime import date

from django.utils import timezone

from guildhall.accounts.models import Association


def today_in(association: Association) -> date:
    """The day it is now where the association works."""
    return timezone.localdate(timezone=association.zone)
