"""Cases between firms and banks: each side sees its own, the secretariat all. The name waits for the firm's yes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.exchange.sight import Seen
from guildhall.funding.models import FundingCase, FundingStep
from guildhall.funding.permissions import bank_of, firms_of, may_look_after, sides_of
from guildhall.funding.queries.terms import UNNAMED, NeedSeen
from guildhall.funding.stages import Side, Stage, moves_from
from guildhall.registry.queries import today_in

BESIDES = (
    "association",
    "need__association",
    "need__listing__organization",
    "need__listing__association",
    "need__listing__contact",
    "product__listing__organization",
    "product__listing__association",
)


@dataclass(frozen=True)
class CaseSeen:
    """A case as one reader may see it."""

    case: FundingCase
    need: NeedSeen

    @property
    def bank(self) -> str:
        organization = self.case.product.listing.organization
        return organization.name if organization else ""

    @property
    def latest(self) -> FundingStep | None:
        steps = list(self.case.steps.all())
        return steps[-1] if steps else None

    @property
    def amount(self) -> int | None:
        """The sum that was last spoken of."""
        sums = [step.amount for step in self.case.steps.all() if step.amount is not None]
        return sums[-1] if sums else None


def cases_visible_to(user: User, association: Association, *, state: str = "") -> QuerySet[FundingCase]:
    """The own firm's, the own bank's, for the secretariat all; the latest first."""
    found = FundingCase.objects.filter(association=association).select_related(*BESIDES)
    if not may_look_after(user, association):
        seen = Q(need__listing__organization__in=firms_of(user, association))
        if (bank := bank_of(user, association)) is not None:
            seen |= Q(product__listing__organization=bank)
        found = found.filter(seen)
    if state:
        found = found.filter(state=state)
    steps = FundingStep.objects.select_related("by").order_by("at", "pk")
    return found.prefetch_related(Prefetch("steps", steps)).order_by("-created_at", "-pk")


def seen_cases(cases: Iterable[FundingCase], user: User, association: Association) -> list[CaseSeen]:
    """With the firm's name where the reader may know it. No query of its own."""
    after, own = may_look_after(user, association), firms_of(user, association)
    today, found = today_in(association), []
    for case in cases:
        listing = case.need.listing
        named = after or listing.organization_id in own or case.state not in UNNAMED
        found.append(CaseSeen(case, NeedSeen(case.need, Seen(listing, named, today), named)))
    return found


def case_acts(user: User, case: FundingCase) -> tuple[frozenset[str], list[Stage]]:
    """What the user can do with the case now, and to which stages it can be moved by him or her."""
    sides, stage = sides_of(user, case), Stage(case.state)
    if stage == Stage.PROPOSED:
        acts = {"accept_case", "decline_case"} if Side.FIRM in sides else set()
        return frozenset(acts), []
    moves = [to for side in sorted(sides) for to in moves_from(stage, side)]
    return frozenset({"move_case"} if moves else ()), list(dict.fromkeys(moves))
