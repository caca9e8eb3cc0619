"""Notices of which something was taken back: what stood on a day is not what stands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from guildhall.accounts.models import Association
from guildhall.dues.collected import NOTHING, History, Span, Sums
from guildhall.dues.models import Allocation, DuesNotice, Waiver

Spans = Mapping[UUID, Sequence[Span]]


@dataclass(frozen=True)
class TakenBack:
    """A notice as it stood on each day (``then``), and what of that stands (``now``, None of a cancelled one)."""

    tier: UUID
    branch: UUID | None
    collector: UUID | None
    then: History
    now: History | None

    def difference(self, day: date) -> Sums:
        return self.then.at(day) - (self.now.at(day) if self.now else NOTHING)

    def changes(self) -> Iterator[tuple[date, Sums]]:
        """The days on which the difference changes, each with by how much."""
        spans, before = [self.then.issued, *self.then.paid, *self.then.waived], NOTHING
        for day in sorted({day for span in spans for day in (span.on, span.until) if day}):
            if (after := self.difference(day)) != before:
                yield day, after - before
                before = after


def taken_back(association: Association, year: int) -> list[TakenBack]:
    """The notices of the year that were cancelled or of which a payment or a waiver was undone."""
    allocations = Allocation.objects.filter(association=association, undone_at__isnull=False)
    waivers = Waiver.objects.filter(association=association, state=Waiver.State.UNDONE)
    cancelled = DuesNotice.objects.filter(association=association, year=year, cancelled_at__isnull=False)
    keys = {
        *cancelled.order_by().values_list("pk", flat=True),
        *allocations.filter(notice__year=year).values_list("notice", flat=True),
        *waivers.filter(notice__year=year).order_by().values_list("notice", flat=True),
    }
    found = list(DuesNotice.objects.filter(pk__in=keys).order_by())
    paid, waived = _paid(association, found), _waived(found)
    return [_read(association, notice, paid, waived) for notice in found]


def _read(association: Association, notice: DuesNotice, paid: Spans, waived: Spans) -> TakenBack:
    until = _day(association, notice.cancelled_at)
    then = History(Span(notice.amount, notice.issued_on, until), paid[notice.pk], waived[notice.pk])
    now = History(
        then.issued, *([one for one in spans if one.until is None] for spans in (then.paid, then.waived))
    )
    return TakenBack(notice.tier_id, notice.branch_id, notice.collector_id, then, None if until else now)


def _paid(association: Association, notices: Sequence[DuesNotice]) -> Spans:
    spans: dict[UUID, list[Span]] = defaultdict(list)
    rows = Allocation.objects.filter(notice__in=[notice.pk for notice in notices])
    for notice, amount, on, undone_at in rows.values_list("notice", "amount", "on", "undone_at"):
        spans[notice].append(Span(amount, on, _day(association, undone_at)))
    return spans


def _waived(notices: Sequence[DuesNotice]) -> Spans:
    spans: dict[UUID, list[Span]] = defaultdict(list)
    rows = Waiver.objects.filter(notice__in=[notice.pk for notice in notices])
    for notice, amount, on, undone_on in rows.values_list("notice", "amount", "on", "undone_on"):
        if on:
            spans[notice].append(Span(amount, on, undone_on))
    return spans


def _day(association: Association, at: datetime | None) -> date | None:
    return at.astimezone(association.zone).date() if at else None
