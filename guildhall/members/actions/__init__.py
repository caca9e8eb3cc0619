"""Everything that can change about members."""

from guildhall.members.actions.merge import (
    compare_again,
    find_duplicates,
    merge_organizations,
    tell_apart,
    undo_merge,
)
from guildhall.members.actions.tier import TierDetails, create_tier, edit_tier, restore_tier, retire_tier

__all__ = [
    "TierDetails",
    "compare_again",
    "create_tier",
    "edit_tier",
    "find_duplicates",
    "merge_organizations",
    "restore_tier",
    "retire_tier",
    "tell_apart",
    "undo_merge",
]
