"""The endpoints of members, below ``a/{slug}/`` and ``p/{slug}/``."""

from ninja import Router

from guildhall.members.api import acts, member, merge, tier

routers: list[Router] = [
    tier.router,
    acts.router,  # that of ``member``: one address takes both reading and writing
    member.public,
    merge.router,
]
