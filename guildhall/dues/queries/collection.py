"""How much of a year's dues was collected by a day: in all, by tier, branch and collector, and day by day.

What stands today is summed up in the database. Notices of which something was taken back are few: their histories
are read, and what stood on the day goes in place of what stands.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from guildhall.accounts.models import Association, User
from guildhall.dues.collected import NOTHING, Sums
from guildhall.dues.models import Allocation, DuesNotice, StatedCollection, Waiver
from guildhall.dues.queries.branches import branches_of
from guildhall.dues.queries.stated import stated_on
from guildhall.dues.queries.taken_back import TakenBack, taken_back
from guildhall.members.models import Tier

Key = TypeVar("Key")
Group = tuple[UUID, UUID | None, UUID | None]
GROUP = ("tier", "branch", "collector")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """What one tier, branch or collector comes to. ``key`` and ``name`` are empty for members that have none."""

    key: UUID | None
    name: str
    sums: Sums


@dataclass(frozen=True)
class Collection:
    """A year's dues as they stood at the end of a day. The parts of each kind add up to the total.

    ``stated`` is what the source of a read-only record says instead, whose books nobody has.
    """

    year: int
    on: date
    total: Sums
    tiers: list[Part]
    branches: list[Part]
    collectors: list[Part]
    stated: StatedCollection | None = None

    @property
    def at_least(self) -> Fraction | None:
        """The share that was collected, or that it was at least so much by what a source states; None: not known."""
        if self.total.share is not None or self.stated is None:
            return self.total.share
        return Fraction(self.stated.percent_at_least, 100)


def collection(
    association: Association, year: int, on: date, backs: Sequence[TakenBack] | None = None
) -> Collection:
    """What was owed of the year, and what had come in by the end of the day.

    Counted is what was received and allocated, and what was waived, by then; what was taken back counts until that
    day. Tier and branch are those that the notice names, the collector is who has it now. ``backs``: what was taken
    back of the year, where that is known already.
    """
    backs = taken_back(association, year) if backs is None else backs
    groups = _sums_of_groups(association, year, on, backs)
    return Collection(
        year=year,
        on=on,
        total=sum(groups.values(), NOTHING),
        tiers=_tiers(association, _added(groups, lambda group: group[0])),
        branches=_branches(association, _added(groups, lambda group: group[1])),
        collectors=_collectors(_added(groups, lambda group: group[2])),
        stated=stated_on(association, year, on) if association.is_record else None,
    )


def curve(
    association: Association, year: int, until: date, backs: Sequence[TakenBack] | None = None
) -> list[tuple[date, Sums]]:
    """The year's dues at the end of each day, from the first notice to ``until``; nothing without a notice."""
    days = _changes_by_day(association, year)
    for back in taken_back(association, year) if backs is None else backs:
        for day, sums in back.changes():
            days[day] += sums
    first = min(days, default=until + ONE_DAY)
    stands, points = NOTHING, []
    for place in range((until - first).days + 1):
        day = first + timedelta(days=place)
        stands += days.get(day, NOTHING)
        points.append((day, stands))
    return points


def last_change(association: Association, year: int) -> date | None:
    """The last day on which something of the year's dues came in."""
    paid = _of_year(Allocation.objects.filter(undone_at__isnull=True), association, year)
    return paid.order_by("-on").values_list("on", flat=True).first()


def _sums_of_groups(
    association: Association, year: int, on: date, backs: Sequence[TakenBack]
) -> dict[Group, Sums]:
    groups: dict[Group, Sums] = defaultdict(lambda: NOTHING)
    issued = DuesNotice.objects.filter(association=association, year=year, issued_on__lte=on).standing()
    counted = issued.order_by().values_list(*GROUP).annotate(Count("pk"), Sum("amount"))
    for *group, count, amount in counted:
        groups[tuple(group)] += Sums(count, amount)
    for rows, name in _parts(association):
        known = _of_year(rows, association, year).filter(on__lte=on, notice__issued_on__lte=on).order_by()
        for *group, amount in known.values_list(*(f"notice__{one}" for one in GROUP)).annotate(Sum("amount")):
            groups[tuple(group)] += Sums(**{name: amount})
    for back in backs:
        groups[back.tier, back.branch, back.collector] += back.difference(on)
    return {group: sums for group, sums in groups.items() if sums != NOTHING}


def _parts(association: Association) -> list[tuple[QuerySet[Any], str]]:
    """What lessens what is open, and as which part of the sums."""
    return [
        (Allocation.objects.filter(undone_at__isnull=True), "collected"),
        (Waiver.objects.standing().filter(association=association), "waived"),
    ]


def _of_year(rows: QuerySet[Any], association: Association, year: int) -> QuerySet[Any]:
    """Allocations or waivers of the year's notices that were not cancelled."""
    return rows.filter(notice__association=association, notice__year=year, notice__cancelled_at__isnull=True)


def _changes_by_day(association: Association, year: int) -> dict[date, Sums]:
    """What each day added to what stands today. Nothing counts before its notice was issued."""
    days: dict[date, Sums] = defaultdict(lambda: NOTHING)
    issued = DuesNotice.objects.filter(association=association, year=year).standing()
    for day, count, amount in issued.order_by().values_list("issued_on").annotate(Count("pk"), Sum("amount")):
        days[day] += Sums(count, amount)
    for rows, name in _parts(association):
        known = _of_year(rows, association, year).order_by()
        for on, issued_on, amount in known.values_list("on", "notice__issued_on").annotate(Sum("amount")):
            days[max(on, issued_on)] += Sums(**{name: amount})
    return days


def _added(groups: Mapping[Group, Sums], key: Callable[[Group], Key]) -> dict[Key, Sums]:
    added: dict[Key, Sums] = defaultdict(lambda: NOTHING)
    for group, sums in groups.items():
        added[key(group)] += sums
    return added


def _tiers(association: Association, sums: Mapping[UUID, Sums]) -> list[Part]:
    tiers = Tier.objects.filter(association=association)
    return [Part(tier.pk, tier.name, sums[tier.pk]) for tier in tiers if tier.pk in sums]


def _collectors(sums: Mapping[UUID | None, Sums]) -> list[Part]:
    users = User.objects.filter(pk__in=[key for key in sums if key]).order_by("name", "email")
    parts = [Part(user.pk, str(user), sums[user.pk]) for user in users]
    return [*parts, Part(None, "", sums[None])] if None in sums else parts


def _branches(association: Association, sums: Mapping[UUID | None, Sums]) -> list[Part]:
    """None at all where nobody is of a branch."""
    parts = [Part(body.pk, body.name, sums[body.pk]) for body in branches_of(association) if body.pk in sums]
    return [*parts, Part(None, "", sums[None])] if parts and None in sums else parts
