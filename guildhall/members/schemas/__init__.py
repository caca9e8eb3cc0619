"""What the API accepts and returns."""

from guildhall.members.schemas.member import (
    DirectoryIn,
    EventOut,
    MemberOut,
    MemberRowOut,
    MemberSeatOut,
    TermOut,
)
from guildhall.members.schemas.tier import EditTierIn, TierCountOut, TierIn, TierOut, TierRowOut

__all__ = [
    "DirectoryIn",
    "EditTierIn",
    "EventOut",
    "MemberOut",
    "MemberRowOut",
    "MemberSeatOut",
    "TermOut",
    "TierCountOut",
    "TierIn",
    "TierOut",
    "TierRowOut",
]
