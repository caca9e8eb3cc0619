"""What is still open of a notice, kept with it: computed from what was paid and waived, never added to."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, F, PositiveBigIntegerField, Value, When

from guildhall.dues.models import DuesNotice
from guildhall.dues.queries.owed import paid_part, waived_part


def keep_open(notices: Iterable[UUID]) -> None:
    """Compute anew what is open of these notices, which whoever calls has held; nothing of a cancelled one."""
    keys = list(notices)
    if keys:
        left = F("amount") - paid_part() - waived_part()
        DuesNotice.objects.filter(pk__in=keys).update(
            still_open=Case(
                When(cancelled_at__isnull=False, then=Value(0)),
                default=left,
                output_field=PositiveBigIntegerField(),
            )
        )
