from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from guildhall.accounts.models import Association, User
from guildhall.audit.keeping import kept
from guildhall.members.models import Tier, TierTerm
from guildhall.registry.models import in_force


@dataclass(frozen=True)
class TierCount:
    """How many members are of the tier on a day."""

    tier: Tier
    count: int


def tiers(association: Association, *, viewer: User, retired: bool = False) -> QuerySet[Tier]:
    """The tiers by rank, each with its body and how many members are of it now (``held``). One query."""
    held = TierTerm.objects.filter(tier=OuterRef("pk"), to_on__isnull=True).order_by().values("tier")
    found = Tier.objects.of(association).visible_to(viewer)
    if not retired:
        found = found.filter(is_active=True)
    number = Subquery(held.annotate(number=Count("pk")).values("number"))
    return found.select_related("association", "seat_in").annotate(held=Coalesce(number, 0))


def counts_by_tier(association: Association, on: date) -> list[TierCount]:
    """The tiers by rank with their members on the day; retired ones only where somebody was of them."""
    counts = kept(
        association,
        ("counts_by_tier", on),
        lambda: dict(
            TierTerm.objects.filter(in_force(on), association=association)
            .order_by()
            .values_list("tier")
            .annotate(number=Count("pk"))
        ),
    )
    rows = Tier.objects.of(association)
    return [TierCount(tier, counts.get(tier.pk, 0)) for tier in rows if tier.is_active or counts.get(tier.pk)]
