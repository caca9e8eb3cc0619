"""What members owe and for how long, who has been reminded how often, and who collects."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Prefetch, Q, QuerySet, Sum

from guildhall.accounts.models import Association, User
from guildhall.dues.ageing import Age, age_of, days_late, due_between
from guildhall.dues.models import DuesNotice, DuesNoticeQuerySet, Reminder
from guildhall.dues.queries.preview import named
from guildhall.dues.queries.standard import today_at
from guildhall.members.models import Member
from guildhall.registry.models import Tenure

NONE, MANY, AT_ONCE = "none", 3, 1000
SORTS = {
    "oldest": ("oldest", "-open", "member"),
    "-oldest": ("-oldest", "-open", "member"),
    "open": ("open", "member"),
    "-open": ("-open", "oldest", "member"),
}


@dataclass(frozen=True)
class ArrearsFilter:
    """What a list of arrears is narrowed to. ``branch`` and ``collector`` are keys, or ``none`` for who has none;
    ``reminded`` is how often, ``3`` meaning three times and more."""

    year: int | None = None
    tier: str = ""
    branch: str = ""
    collector: str = ""
    age: str = ""
    reminded: str = ""
    text: str = ""
    sort: str = ""


@dataclass(frozen=True)
class ArrearsLine:
    """What one member owes: the open notices, the oldest first, and the reminders of them."""

    member: Member
    notices: Sequence[DuesNotice]
    today: date

    @property
    def years(self) -> list[int]:
        return [notice.year for notice in self.notices]

    @property
    def open(self) -> int:
        return sum(notice.still_open for notice in self.notices)

    @property
    def due_on(self) -> date:
        return self.notices[0].due_on

    @property
    def late(self) -> int:
        return days_late(self.due_on, self.today)

    @property
    def age(self) -> Age:
        return age_of(self.due_on, self.today)

    @property
    def reminders(self) -> list[Reminder]:
        return [reminder for notice in self.notices for reminder in notice.reminders.all()]

    @property
    def reminded(self) -> int:
        return len(self.reminders)

    @property
    def reminded_on(self) -> date | None:
        return max((reminder.on for reminder in self.reminders), default=None)

    @property
    def collectors(self) -> list[User]:
        return list(dict.fromkeys(notice.collector for notice in self.notices if notice.collector))


@dataclass(frozen=True)
class ArrearsTotal:
    """How many members owe how much; ``ages`` in the order of the classes; ``reminded`` maps times (the last: that
    often and more) to members."""

    members: int
    open: int
    ages: Mapping[Age, int]
    reminded: Mapping[int, int]


def open_notices(association: Association, asked: ArrearsFilter) -> DuesNoticeQuerySet:
    """The notices of which something is open, narrowed."""
    wanted = _wanted(association, asked)
    notices = DuesNotice.objects.filter(wanted(""))
    if asked.reminded not in {str(number) for number in range(MANY + 1)}:
        return notices
    sent = Reminder.objects.filter(wanted("notice__")).order_by()
    if asked.reminded == "0":
        return notices.exclude(member__in=sent.values("notice__member"))
    counted = sent.values("notice__member").annotate(times=Count("pk"))
    times = int(asked.reminded)
    often = counted.filter(times__gte=MANY) if times == MANY else counted.filter(times=times)
    return notices.filter(member__in=often.values("notice__member"))


def arrears_rows(association: Association, asked: ArrearsFilter) -> QuerySet[Any, Any]:
    """One row for each member that owes something, the longest overdue first: ``member``, ``open``, ``oldest``."""
    rows = open_notices(association, asked).order_by().values("member")
    summed = rows.annotate(open=Sum("still_open"), oldest=Min("due_on"))
    return summed.order_by(*SORTS.get(asked.sort, SORTS["oldest"]))


def arrears_lines(
    association: Association, rows: Sequence[Mapping[str, Any]], asked: ArrearsFilter
) -> list[ArrearsLine]:
    """The rows with members, notices, reminders and collectors; a fixed number of queries."""
    reminders = Prefetch("reminders", Reminder.objects.order_by("on", "pk"))
    notices = open_notices(association, asked).filter(member__in=[row["member"] for row in rows])
    related = notices.select_related("member__organization", "member__person", "tier", "branch", "collector")
    of_member: dict[UUID, list[DuesNotice]] = defaultdict(list)
    for notice in related.prefetch_related(reminders).order_by("due_on", "year", "pk"):
        of_member[notice.member_id].append(notice)
    today = today_at(association)
    found = (of_member[row["member"]] for row in rows)
    return [ArrearsLine(owed[0].member, owed, today) for owed in found if owed]


def all_arrears(association: Association, asked: ArrearsFilter) -> Iterator[ArrearsLine]:
    """The whole list, for a file."""
    rows = list(arrears_rows(association, asked))
    for start in range(0, len(rows), AT_ONCE):
        yield from arrears_lines(association, rows[start : start + AT_ONCE], asked)


def arrears_total(association: Association, asked: ArrearsFilter) -> ArrearsTotal:
    """What the list comes to, by age and by how often members were reminded."""
    notices, today = open_notices(association, asked).order_by(), today_at(association)
    sums = notices.aggregate(
        members=Count("member", distinct=True),
        open=Sum("still_open", default=0),
        **{age.value: Sum("still_open", filter=_due(age, today), default=0) for age in Age},
    )
    times = Reminder.objects.filter(_wanted(association, asked)("notice__")).order_by()
    counted = times.values("notice__member").annotate(times=Count("pk")).values_list("times", flat=True)
    reminded = Counter(min(number, MANY) for number in counted)
    reminded[0] = sums["members"] - sum(reminded.values())
    return ArrearsTotal(
        members=sums["members"],
        open=sums["open"],
        ages={age: sums[age.value] for age in Age},
        reminded={number: reminded[number] for number in range(MANY + 1)},
    )


def collectors_of(association: Association) -> QuerySet[User]:
    """People to whom notices can be given: they can sign in and hold a post in the association."""
    holding = Tenure.objects.in_force(today_at(association)).filter(association=association)
    people = holding.filter(person__user__isnull=False, person__is_guest=False).order_by()
    return User.objects.filter(pk__in=people.values("person__user"), is_active=True).order_by("name", "email")


def _wanted(association: Association, asked: ArrearsFilter) -> Callable[[str], Q]:
    """As a condition on notices, or with ``notice__`` on what belongs to them."""
    conditions: dict[str, Any] = {"association": association, "still_open__gt": 0}
    if asked.year:
        conditions["year"] = asked.year
    for field in ("tier", "branch", "collector"):
        conditions |= _key(field, getattr(asked, field))
    if asked.age in list(Age):
        first, last = due_between(Age(asked.age), today_at(association))
        conditions |= {name: day for name, day in (("due_on__gte", first), ("due_on__lte", last)) if day}
    if asked.text:
        members = Member.objects.filter(named(asked.text), association=association)
        conditions["member__in"] = members.order_by().values("pk")

    def on(prefix: str) -> Q:
        return Q(**{f"{prefix}{name}": value for name, value in conditions.items()})

    return on


def _key(field: str, asked: str) -> dict[str, Any]:
    if asked == NONE:
        return {f"{field}__isnull": True}
    try:
        return {field: UUID(asked)} if asked else {}
    except ValueError:
        return {}


def _due(age: Age, today: date) -> Q:
    first, last = due_between(age, today)
    from_on = Q(due_on__gte=first) if first else Q()
    return from_on & (Q(due_on__lte=last) if last else Q())
