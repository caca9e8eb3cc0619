"""Where a year's dues stand: what was collected by a day, the curve that led there, and the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from guildhall.accounts.models import Association
from guildhall.dues.collected import Judgement, Sums, Target, days_shown, judge
from guildhall.dues.models import DuesNotice, DuesRun, Waiver
from guildhall.dues.queries.collection import Collection, collection, curve, last_change
from guildhall.dues.queries.standard import today_at
from guildhall.dues.queries.stated import stated_collections
from guildhall.dues.queries.taken_back import taken_back


@dataclass(frozen=True)
class Standing:
    """``points`` are days at even distances; ``run`` and ``judgement`` None where there is no run, no target."""

    collection: Collection
    points: Sequence[tuple[date, Sums]]
    run: DuesRun | None
    judgement: Judgement | None

    @property
    def target(self) -> Target | None:
        return self.judgement.target if self.judgement else None


def years_known(association: Association) -> list[int]:
    """The years of which there are notices, or of which the source of a record states something, the latest first."""
    years = DuesNotice.objects.filter(association=association).order_by().values_list("year", flat=True)
    stated = stated_collections(association).order_by().values_list("year", flat=True)
    return sorted({*years.distinct(), *stated.distinct()}, reverse=True)


def standing(association: Association, year: int, on: date | None = None) -> Standing:
    """The year's dues on a day that has passed (None: today). The curve ends with what last came in, or on that day."""
    today = today_at(association)
    run = DuesRun.objects.filter(association=association, year=year).select_related("association").first()
    until = max(on or date.min, min(today, _last_day(association, year, run)))
    backs = taken_back(association, year)
    points = curve(association, year, until, backs)
    shown = set(days_shown(points[0][0], until)) if points else set()
    return Standing(
        collection=collection(association, year, min(on or today, today), backs),
        points=[point for point in points if point[0] in shown],
        run=run,
        judgement=judge(target, points) if (target := _target(run)) else None,
    )


def collected_today(association: Association) -> tuple[int, Sums] | None:
    """The latest year with notices and what of it was collected so far, from what is kept with the notices; None
    without any."""
    notices = DuesNotice.objects.filter(association=association).order_by()
    year = notices.order_by("-year").values_list("year", flat=True).first()
    if year is None:
        return None
    of_year = notices.filter(year=year)
    told = of_year.standing().aggregate(count=Count("pk"), amount=Sum("amount", default=0))
    still_open = of_year.filter(still_open__gt=0).aggregate(sum=Sum("still_open", default=0))["sum"]
    waivers = Waiver.objects.standing().filter(association=association, notice__year=year)
    waived = waivers.order_by().aggregate(sum=Sum("amount", default=0))["sum"]
    return year, Sums(told["count"], told["amount"], waived, told["amount"] - waived - still_open)


def _last_day(association: Association, year: int, run: DuesRun | None) -> date:
    days = [last_change(association, year), run and run.due_on, run and run.target_on]
    return max((day for day in days if day), default=today_at(association))


def _target(run: DuesRun | None) -> Target | None:
    if run is None or run.target_percent is None or run.target_on is None:
        return None
    return Target(run.target_percent, run.target_on)
