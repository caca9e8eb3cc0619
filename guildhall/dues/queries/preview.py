"""What a yearly run gives each member, before and while it is booked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, UUIDField
from django.db.models.functions import ExtractMonth
from django.utils.translation import gettext as _

from guildhall.core.sentences import Sentence
from guildhall.dues.models import DuesNotice, DuesRun
from guildhall.dues.proration import Share, share_of_year
from guildhall.members.models import Member, Tier, TierTerm
from guildhall.registry.models import in_force

GETS, HAS_ONE, ENDED, NOT_YET, NO_TIER, NO_RATE, NOTHING = (
    "gets",
    "has_one",
    "ended",
    "not_yet",
    "no_tier",
    "no_rate",
    "nothing",
)


def reasons() -> dict[str, str]:
    """Why a member gets no notice, in words."""
    return {
        HAS_ONE: _("has a notice of this year"),
        ENDED: _("is no longer a member on that day"),
        NOT_YET: _("is not yet a member on that day"),
        NO_TIER: _("has no tier on that day"),
        NO_RATE: _("the standard has no rate for the tier"),
        NOTHING: _("has nothing to pay"),
    }


@dataclass(frozen=True)
class PreviewLine:
    """One member: the tier on the day and the share of the year's dues, or the reason why there is none."""

    member: Member
    tier: Tier | None
    outcome: str
    share: Share | None

    @property
    def amount(self) -> int:
        return self.share.amount if self.share else 0

    @property
    def explanation(self) -> Sentence | None:
        return self.share.sentence if self.share else None

    @property
    def reason(self) -> str:
        return reasons().get(self.outcome, "")


@dataclass(frozen=True)
class TierTotal:
    """How many of a tier get a notice, and what they owe together."""

    tier: Tier
    count: int
    amount: int


@dataclass(frozen=True)
class Preview:
    """A run as a whole: totals by tier, and how many get none for which reason."""

    tiers: list[TierTotal]
    without: list[tuple[str, str, int]]

    @property
    def count(self) -> int:
        return sum(tier.count for tier in self.tiers)

    @property
    def amount(self) -> int:
        return sum(tier.amount for tier in self.tiers)


def members_of_run(run: DuesRun, *, cancelled_again: bool = False) -> QuerySet[Member]:
    """Everyone who was a member in the run's year up to its day, with ``tier_on`` and ``has_one``.

    Whoever had a notice that was cancelled gets no other, unless ``cancelled_again``.
    """
    terms = TierTerm.objects.filter(in_force(day_of(run)), member=OuterRef("pk"))
    tier = terms.order_by(F("from_on").desc(nulls_last=True)).values("tier")[:1]
    notices = DuesNotice.objects.filter(member=OuterRef("pk"), year=run.year)
    if cancelled_again:
        notices = notices.standing()
    started = Q(ended_on__isnull=True) | Q(ended_on__gte=date(run.year, 1, 1))
    return (
        Member.objects.filter(started, association=run.association_id)
        .exclude(state=Member.State.ENDED, ended_on__isnull=True)
        .annotate(tier_on=Subquery(tier, output_field=UUIDField()), has_one=Exists(notices))
    )


def due_members(run: DuesRun, *, cancelled_again: bool = False) -> QuerySet[Member]:
    """Those who get a notice that is still to be booked, in the order of their identifiers."""
    return _due(run, members_of_run(run, cancelled_again=cancelled_again)).order_by("pk")


def day_of(run: DuesRun) -> date:
    """The day that decides membership and tier: the notices' date, but no day after the run's year."""
    return min(run.issued_on, date(run.year, 12, 31))


def belongs_on(day: date) -> Q:
    """Members on the day: joined by then (or since always), and not ended before."""
    joined = Q(joined_on__isnull=True) | Q(joined_on__lte=day)
    return joined & (Q(ended_on__isnull=True) | Q(ended_on__gte=day))


def rates_of(run: DuesRun) -> dict[UUID, int]:
    """What each tier pays for a whole year."""
    return dict(run.standard.rates.order_by().values_list("tier", "amount"))


def share_in(run: DuesRun, amount: int, joined_on: date | None) -> Share:
    """What a member of the run pays, by the standard's proration."""
    return share_of_year(amount, run.standard.proration, year=run.year, joined_on=joined_on)


def preview(run: DuesRun) -> Preview:
    """Totals of the run, counted in the database by tier and month of joining."""
    tiers = {tier.pk: tier for tier in Tier.objects.filter(association=run.association_id)}
    rates, members = rates_of(run), members_of_run(run)
    totals: dict[UUID, tuple[int, int]] = {}
    during = Q(joined_on__year=run.year)
    groups = [
        *((tier, None, count) for tier, count in _grouped(_due(run, members).exclude(during), "tier_on")),
        *_grouped(
            _due(run, members).filter(during).annotate(month=ExtractMonth("joined_on")), "tier_on", "month"
        ),
    ]
    for tier, month, count in groups:
        joined_on = date(run.year, month, 1) if month else None
        held, owed = totals.get(tier, (0, 0))
        totals[tier] = held + count, owed + count * share_in(run, rates[tier], joined_on).amount
    lines = [TierTotal(tiers[tier], *total) for tier, total in totals.items()]
    return Preview(sorted(lines, key=lambda line: line.tier.rank), _without(run, members))


@dataclass(frozen=True)
class Booked:
    """What of a run is booked and stands: how many notices, their amount, how many were sent."""

    count: int
    amount: int
    sent: int


def booked_of(run: DuesRun) -> Booked:
    """The run's standing notices, counted."""
    standing = DuesNotice.objects.standing().filter(run=run).order_by()
    told = standing.aggregate(count=Count("pk"), amount=Sum("amount"), sent=Count("sent_at"))
    return Booked(told["count"], told["amount"] or 0, told["sent"])


def _due(run: DuesRun, members: QuerySet[Any]) -> QuerySet[Member]:
    rates = [tier for tier, amount in rates_of(run).items() if amount]
    return members.filter(belongs_on(day_of(run)), has_one=False, tier_on__in=rates)


def _grouped(members: QuerySet[Any], *by: str) -> Iterable[tuple[Any, ...]]:
    found: Iterable[tuple[Any, ...]] = (
        members.order_by().values(*by).annotate(count=Count("pk")).values_list(*by, "count")
    )
    return found


def _without(run: DuesRun, members: QuerySet[Member]) -> list[tuple[str, str, int]]:
    counted = {
        outcome: members.filter(condition).order_by().count()
        for outcome, condition in outcome_filters(run).items()
    }
    words = reasons()
    return [(outcome, words[outcome], count) for outcome, count in counted.items() if count]


def outcome_filters(run: DuesRun) -> dict[str, Q]:
    """The condition of each reason why a member gets no notice; each member meets one at most."""
    rates = rates_of(run)
    free = [tier for tier, amount in rates.items() if not amount]
    day, waits = day_of(run), Q(has_one=False)
    here = waits & belongs_on(day)
    return {
        HAS_ONE: Q(has_one=True),
        ENDED: waits & Q(ended_on__lt=day),
        NOT_YET: waits & Q(joined_on__gt=day) & (Q(ended_on__isnull=True) | Q(ended_on__gte=day)),
        NO_TIER: here & Q(tier_on__isnull=True),
        NO_RATE: here & Q(tier_on__isnull=False) & ~Q(tier_on__in=list(rates)),
        NOTHING: here & Q(tier_on__in=free),
    }


def preview_rows(run: DuesRun, outcome: str = GETS, text: str = "") -> QuerySet[Member]:
    """The members who get a notice, or get none for the reason; found by name or number."""
    members = members_of_run(run).select_related("organization", "person").order_by("number", "pk")
    filters = outcome_filters(run)
    found = members.filter(filters[outcome]) if outcome in filters else _due(run, members)
    return found.filter(named(text)) if text else found


def named(text: str, prefix: str = "") -> Q:
    """Members whose number or name holds the text."""
    places = (
        "number",
        "organization__name_zh",
        "organization__name_en",
        "person__name_zh",
        "person__name_en",
    )
    found = Q()
    for place in places:
        found |= Q(**{f"{prefix}{place}__icontains": text})
    return found


def preview_lines(run: DuesRun, members: Iterable[Member], outcome: str = GETS) -> list[PreviewLine]:
    """The rows of ``preview_rows`` with amount and explanation."""
    tiers: Mapping[UUID, Tier] = {
        tier.pk: tier for tier in Tier.objects.filter(association=run.association_id)
    }
    rates, gets = rates_of(run), outcome not in outcome_filters(run)
    return [
        PreviewLine(
            member,
            tiers.get(tier),
            outcome if not gets else GETS,
            share_in(run, rates[tier], member.joined_on) if gets else None,
        )
        for member in members
        for tier in [member.tier_on]  # type: ignore[attr-defined] # annotated by members_of_run
    ]
