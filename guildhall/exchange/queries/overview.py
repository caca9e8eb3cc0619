"""How matching goes, in figures: each with what it is a part of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association
from guildhall.exchange.exposure import gini
from guildhall.exchange.models import Listing, Match
from guildhall.exchange.sight import is_live_on
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in

Answer = Match.Answer
LATELY = timedelta(days=90)
NEW = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """A figure with its denominator."""

    part: int
    whole: int
    words: str

    @property
    def text(self) -> str:
        return self.words % {"part": self.part, "whole": self.whole}


@dataclass(frozen=True)
class Funnel:
    """From needs to introductions, all of today's live needs and of the matches of the last ninety days."""

    needs: int
    needs_matched: int
    offers: int
    shown: int
    answered: int
    accepted: int
    mutual: int
    introduced: int
    new: int
    unanswered: int
    awaiting: int

    @property
    def steps(self) -> list[Step]:
        """The figures in their order, each with what it is a part of."""
        return [
            Step(self.needs_matched, self.needs, _("%(part)s of %(whole)s needs have a match")),
            Step(self.answered, self.shown, _("%(part)s of %(whole)s matches were answered by a side")),
            Step(
                self.accepted,
                self.answered,
                _("of %(whole)s that were answered, a side is interested in %(part)s"),
            ),
            Step(self.mutual, self.accepted, _("of these %(whole)s, both sides are interested in %(part)s")),
            Step(self.introduced, self.shown, _("%(part)s of %(whole)s matches were introduced")),
        ]


@dataclass(frozen=True)
class Shown:
    """How often a firm's offers were shown, of all that were."""

    organization: Organization
    times: int


@dataclass(frozen=True)
class Exposure:
    """How evenly firms with offers were shown. ``gini`` is None of fewer than two firms, or where nothing was shown."""

    firms: int
    shown: int
    gini: float | None
    top: Sequence[Shown]
    seen: int  # firms that were shown at all

    @property
    def text(self) -> str:
        told = {"seen": self.seen, "firms": self.firms, "times": self.shown}
        return (
            _("%(seen)s of %(firms)s firms with offers were shown in the last 90 days, %(times)s times.")
            % told
        )

    @property
    def gini_text(self) -> str | None:
        return None if self.gini is None else number_format(self.gini, 2)

    @property
    def top_text(self) -> str | None:
        """The firm shown most: its times of all."""
        if not self.shown:
            return None
        times = self.top[0].times
        share = number_format(100 * times / self.shown, 1)
        return _("%(share)s%% (%(times)s of %(all)s)") % {"share": share, "times": times, "all": self.shown}


def funnel(association: Association) -> Funnel:
    """Two queries."""
    live = Listing.objects.filter(is_live_on(today_in(association)), association=association)
    matched = Match.objects.filter(need=OuterRef("pk"), rank__gt=0)
    need = Q(side=Listing.Side.NEED)
    listed = live.annotate(has=Exists(matched)).aggregate(
        needs=Count("pk", filter=need),
        needs_matched=Count("pk", filter=need & Q(has=True)),
        offers=Count("pk", filter=~need),
    )
    now = timezone.now()
    said = ~Q(need_answer=Answer.OPEN) | ~Q(offer_answer=Answer.OPEN)
    yes = Q(need_answer=Answer.ACCEPTED) | Q(offer_answer=Answer.ACCEPTED)
    mutual = Q(need_answer=Answer.ACCEPTED, offer_answer=Answer.ACCEPTED)
    counted = Match.objects.filter(association=association, shown_at__gte=now - LATELY).aggregate(
        shown=Count("pk"),
        answered=Count("pk", filter=said),
        accepted=Count("pk", filter=yes),
        mutual=Count("pk", filter=mutual),
        introduced=Count("pk", filter=Q(introduced_at__isnull=False)),
        new=Count("pk", filter=Q(shown_at__gte=now - NEW)),
        unanswered=Count("pk", filter=~said & Q(rank__gt=0)),
        awaiting=Count("pk", filter=mutual & Q(introduced_at__isnull=True)),
    )
    return Funnel(**listed, **counted)


def exposure(association: Association, most: int = 5) -> Exposure:
    """Of the firms with a live offer: how often each was shown within ninety days. Three queries."""
    live = Listing.objects.filter(
        is_live_on(today_in(association)),
        association=association,
        side=Listing.Side.OFFER,
        organization__isnull=False,
    )
    firms = set(live.values_list("organization", flat=True))
    rows = (
        Match.objects.filter(
            association=association,
            shown_at__gte=timezone.now() - LATELY,
            offer__organization__in=live.values("organization"),
        )
        .values(firm=F("offer__organization"))
        .annotate(times=Count("pk"))
        .order_by("-times", "firm")
    )
    times: dict[UUID, int] = {row["firm"]: row["times"] for row in rows}
    known = Organization.objects.in_bulk(list(times)[:most])
    counts = [times.get(firm, 0) for firm in firms]
    top = [Shown(known[pk], times[pk]) for pk in list(times)[:most]]
    return Exposure(len(firms), sum(counts), gini(counts), top, len(times))
