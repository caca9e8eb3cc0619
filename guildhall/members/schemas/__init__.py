"""What the API accepts and returns."""

from guildhall.members.schemas.acts import (
    AdmitIn,
    ChangeTierIn,
    RemoveIn,
    ResumeIn,
    SuspendIn,
    WithdrawIn,
)
from guildhall.members.schemas.member import (
    DirectoryIn,
    EventOut,
    MemberOut,
    MemberRowOut,
    MemberSeatOut,
    PublicMemberOut,
    TermOut,
)
from guildhall.members.schemas.tier import EditTierIn, TierCountOut, TierIn, TierOut, TierRowOut

__all__ = [
    "AdmitIn",
    "ChangeTierIn",
    "DirectoryIn",
    "EditTierIn",
    "EventOut",
    "MemberOut",
    "MemberRowOut",
    "MemberSeatOut",
    "PublicMemberOut",
    "RemoveIn",
    "ResumeIn",
    "SuspendIn",
    "TermOut",
    "TierCountOut",
    "TierIn",
    "TierOut",
    "TierRowOut",
    "WithdrawIn",
]
