"""The endpoints of chains, below ``a/{slug}/`` and for everybody below ``p/{slug}/``."""

from ninja import Router

from guildhall.chain.api import chain, industry, placement, public, segment

routers: list[Router] = [chain.router, segment.router, placement.router, industry.router, public.router]
