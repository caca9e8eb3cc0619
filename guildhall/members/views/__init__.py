from guildhall.members.views.acts import (
    admit_member,
    change_tier,
    remove_member,
    resume_member,
    suspend_member,
    withdraw_member,
)
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
from guildhall.members.views.own import my_membership, public_member_list
from guildhall.members.views.tier import create_tier, edit_tier, restore_tier, retire_tier, tier_list

__all__ = [
    "admit_member",
    "change_tier",
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
    "my_membership",
    "not_same_list",
    "public_member_list",
    "remove_member",
    "restore_tier",
    "resume_member",
    "retire_tier",
    "search_progress",
    "suspend_member",
    "tell_apart",
    "tier_list",
    "undo_merge",
    "withdraw_member",
]
