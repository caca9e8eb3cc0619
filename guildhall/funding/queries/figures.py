"""How far a year's cases came, each with its denominator; sums only where they give no firm away."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guildhall.accounts.models import Association
from guildhall.funding.disclosed import Disclosed, disclosed
from guildhall.funding.models import FundingCase, FundingStep
from guildhall.funding.stages import WAY

SUMMED = ("applied", "offered", "granted", "drawn")


@dataclass(frozen=True)
class FunnelStep:
    """How many of the year's cases reached the stage, of how many that reached the one before."""

    stage: FundingCase.State
    reached: int
    of: int
    money: Disclosed | None

    @property
    def label(self) -> str:
        return str(self.stage.label)


@dataclass(frozen=True)
class Funnel:
    year: int
    steps: Sequence[FunnelStep]
    declined: int
    refused: int
    withdrawn: int


def funnel(association: Association, year: int) -> Funnel:
    """The cases that were proposed in the year, whenever their later steps came. Two queries."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    proposed = FundingStep.objects.filter(
        association=association, state=FundingCase.State.PROPOSED, on__gte=first, on__lt=after
    )
    steps = FundingStep.objects.filter(case__in=proposed.order_by().values("case"))
    reached: dict[str, int] = defaultdict(int)
    sums: dict[str, dict[object, int]] = defaultdict(lambda: defaultdict(int))
    for state, amount, firm in steps.values_list("state", "amount", "case__need__listing__organization"):
        reached[state] += 1
        if amount is not None:
            sums[state][firm] += amount
    found = [
        FunnelStep(
            FundingCase.State(stage.value),
            reached[stage.value],
            reached[WAY[max(place - 1, 0)].value],
            disclosed(sums[stage.value]) if stage.value in SUMMED else None,
        )
        for place, stage in enumerate(WAY)
    ]
    ended = (reached[state] for state in ("declined", "refused", "withdrawn"))
    return Funnel(year, found, *ended)
