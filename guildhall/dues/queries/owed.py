"""What is still open, computed from allocations and waivers, today or on a day that has passed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from guildhall.dues.models import Allocation, DuesNotice, DuesNoticeQuerySet, Waiver


def with_open(notices: DuesNoticeQuerySet, on: date | None = None) -> DuesNoticeQuerySet:
    """The notices, each with ``paid``, ``waived`` and ``open`` (all fen) as they stand, or stood on the day.

    Leave out cancelled notices with ``standing()``: what they said is not owed.
    """
    return notices.annotate(
        paid=paid_part(on), waived=waived_part(on), open=F("amount") - F("paid") - F("waived")
    )


def paid_part(on: date | None = None) -> Any:
    """As an expression on notices: what is paid of each."""
    return _summed(Allocation.objects.filter(_allocations(on)))


def waived_part(on: date | None = None) -> Any:
    """As an expression on notices: what is waived of each."""
    return _summed(Waiver.objects.filter(_waivers(on)))


def open_of(notice: DuesNotice) -> int:
    """What is open of one notice now; nothing of a cancelled one."""
    if notice.cancelled_at is not None:
        return 0
    paid = _total(Allocation.objects.filter(_allocations(None), notice=notice))
    return notice.amount - paid - _total(Waiver.objects.standing().filter(notice=notice))


def waived_of(notices: Sequence[DuesNotice]) -> Mapping[UUID, int]:
    """What is waived of each of the notices, by its key; those of which nothing is left out."""
    standing = Waiver.objects.standing().filter(notice__in=notices).order_by()
    return dict(standing.values_list("notice").annotate(total=Sum("amount")))


def _total(rows: QuerySet[Any]) -> int:
    return rows.aggregate(total=Sum("amount"))["total"] or 0


def _allocations(on: date | None) -> Q:
    if on is None:
        return Q(undone_at__isnull=True)
    return Q(on__lte=on) & (Q(undone_at__isnull=True) | Q(undone_at__date__gt=on))


def _waivers(on: date | None) -> Q:
    if on is None:
        return Q(state=Waiver.State.APPROVED)
    return Q(on__lte=on) & (Q(undone_on__isnull=True) | Q(undone_on__gt=on))


def _summed(rows: QuerySet[Any]) -> Any:
    """The sum of the rows' amounts for each notice."""
    sums = rows.filter(notice=OuterRef("pk")).order_by().values("notice").annotate(total=Sum("amount"))
    return Coalesce(Subquery(sums.values("total"), output_field=BigIntegerField()), Value(0))
