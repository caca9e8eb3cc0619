"""Everything that can change about members."""

from guildhall.members.actions.tier import TierDetails, create_tier, edit_tier, restore_tier, retire_tier

__all__ = [
    "TierDetails",
    "create_tier",
    "edit_tier",
    "restore_tier",
    "retire_tier",
]
