from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, StringConstraints

from guildhall.members.models import Tier
from guildhall.registry.schemas.fields import Rank, Ref, Version, printable

TierName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), AfterValidator(printable)]


class TierOut(Schema):
    """``seat_in`` is the body in which the tier gives a seat."""

    id: UUID
    name: str
    name_zh: str
    name_en: str
    rank: int
    seat_in: Ref | None
    is_active: bool
    version: int


class TierRowOut(TierOut):
    """With the number of members that are of the tier now."""

    members: int

    @staticmethod
    def resolve_members(tier: Tier) -> int:
        held: int = tier.held  # type: ignore[attr-defined]  # queries.tiers counts them
        return held


class TierCountOut(Schema):
    tier: Ref
    count: int


class TierIn(Schema):
    name_zh: TierName = ""
    name_en: TierName = ""
    rank: Rank = 0
    seat_in_id: UUID | None = None


class EditTierIn(TierIn):
    """Only what is sent is changed. ``version`` is the one you read: the slower of two is refused."""

    version: Version
