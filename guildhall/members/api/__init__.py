"""The endpoints of members, below ``a/{slug}/``."""

from ninja import Router

from guildhall.members.api import member, merge, tier

routers: list[Router] = [
    tier.router,
    member.router,
    merge.router,
]
