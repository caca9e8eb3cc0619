"""The needs of a period with what came of them, for the funnel."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association
from guildhall.chain.models import Segment
from guildhall.cooperation.funnel import Funnel, Line, Need, by_group, funnel
from guildhall.cooperation.models import Cooperation
from guildhall.exchange.models import Listing, Match


@dataclass(frozen=True)
class Asked:
    """Which needs: published from a day to a day (both included), of a kind, for a segment."""

    from_on: date
    to_on: date
    kind: str = ""
    segment: UUID | None = None


@dataclass(frozen=True)
class FunnelPage:
    """The funnel of all that was asked for, by kind and by segment (keyed by the words shown), and what began without a match."""

    whole: Funnel
    kinds: dict[str, Funnel]
    segments: dict[str, Funnel]
    without_match: int


def funnel_page(association: Association, asked: Asked) -> FunnelPage:
    """Four queries, however many needs."""
    needs = _needs(association, asked)
    kinds = dict(Listing.Kind.choices)
    segments = {str(one.pk): one.name for one in segments_of(association)}
    return FunnelPage(
        funnel(needs),
        {str(kinds.get(key, key)): one for key, one in by_group(needs, "kind").items()},
        {segments.get(key, _("no segment")): one for key, one in by_group(needs, "segment").items()},
        Cooperation.objects.filter(
            association=association,
            match__isnull=True,
            created_at__gte=_start(association, asked.from_on),
            created_at__lte=_end(association, asked.to_on),
        ).count(),
    )


def segments_of(association: Association) -> QuerySet[Segment]:
    """The segments for which needs were published."""
    used = Listing.objects.filter(association=association, side=Listing.Side.NEED, segment__isnull=False)
    return Segment.objects.filter(pk__in=used.order_by().values("segment")).order_by("position", "id")


def _needs(association: Association, asked: Asked) -> list[Need]:
    cohort = Listing.objects.filter(
        association=association,
        side=Listing.Side.NEED,
        published_at__gte=_start(association, asked.from_on),
        published_at__lte=_end(association, asked.to_on),
    ).order_by()
    if asked.kind:
        cohort = cohort.filter(kind=asked.kind)
    if asked.segment:
        cohort = cohort.filter(segment=asked.segment)
    lines: dict[UUID, list[Line]] = defaultdict(list)
    rows = (
        Match.objects.filter(need__in=cohort.values("pk"))
        .order_by()
        .values_list(
            "need_id",
            "need_answer",
            "offer_answer",
            "introduced_at",
            "cooperation__stage",
            "cooperation__ending",
        )
    )
    for need, need_answer, offer_answer, introduced, stage, ending in rows:
        answered = any(answer != Match.Answer.OPEN for answer in (need_answer, offer_answer))
        lines[need].append(Line(answered, introduced is not None, stage or "", ending or ""))
    published: Iterable[tuple[UUID, str, UUID | None]] = cohort.values_list("pk", "kind", "segment_id")
    return [Need(kind, str(segment or ""), tuple(lines[pk])) for pk, kind, segment in published]


def _start(association: Association, day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=association.zone)


def _end(association: Association, day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=association.zone)


def step_words(step: str) -> str:
    """What a step of the funnel is called, in the reader's language."""
    words = {"published": _("Need published"), "matched": _("Matched"), "answered": _("Answered by a side")}
    return words.get(step) or str(Cooperation.Stage(step).label)
