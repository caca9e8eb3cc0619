"""What can be asked about members."""

from guildhall.members.queries.directory import PERSONS, directory, public_directory
from guildhall.members.queries.member import (
    MemberPage,
    events_of,
    happenings_of,
    member_page,
    members_to_show,
    own_memberships,
    seats_of_member,
)
from guildhall.members.queries.tiers import TierCount, counts_by_tier, tiers

__all__ = [
    "PERSONS",
    "MemberPage",
    "TierCount",
    "counts_by_tier",
    "directory",
    "events_of",
    "happenings_of",
    "member_page",
    "members_to_show",
    "own_memberships",
    "public_directory",
    "seats_of_member",
    "tiers",
]
