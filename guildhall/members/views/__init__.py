from guildhall.members.views.member import member, member_list
from guildhall.members.views.merge import (
    compare,
    compare_again,
    find_duplicates,
    likely_pair_list,
    merge,
    merge_list,
    merge_organizations,
    not_same_list,
    search_progress,
    tell_apart,
    undo_merge,
)
from guildhall.members.views.tier import create_tier, edit_tier, restore_tier, retire_tier, tier_list

__all__ = [
    "compare",
    "compare_again",
    "create_tier",
    "edit_tier",
    "find_duplicates",
    "likely_pair_list",
    "member",
    "member_list",
    "merge",
    "merge_list",
    "merge_organizations",
    "not_same_list",
    "restore_tier",
    "retire_tier",
    "search_progress",
    "tell_apart",
    "tier_list",
    "undo_merge",
]
