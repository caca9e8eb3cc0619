from guildhall.members.views.member import member, member_list
from guildhall.members.views.tier import create_tier, edit_tier, restore_tier, retire_tier, tier_list

__all__ = [
    "create_tier",
    "edit_tier",
    "member",
    "member_list",
    "restore_tier",
    "retire_tier",
    "tier_list",
]
