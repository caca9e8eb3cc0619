"""Everything that can change about members."""

from guildhall.members.actions.admission import admit_member
from guildhall.members.actions.member import (
    change_tier,
    remove_member,
    resume_member,
    suspend_member,
    withdraw_member,
)
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
    "admit_member",
    "change_tier",
    "compare_again",
    "create_tier",
    "edit_tier",
    "find_duplicates",
    "merge_organizations",
    "remove_member",
    "restore_tier",
    "resume_member",
    "retire_tier",
    "suspend_member",
    "tell_apart",
    "undo_merge",
    "withdraw_member",
]
