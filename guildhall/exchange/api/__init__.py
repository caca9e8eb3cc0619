"""The endpoints of offers, needs and matches, below ``a/{slug}/`` and ``p/{slug}/``."""

from ninja import Router

from guildhall.exchange.api import listing, origin

routers: list[Router] = [
    origin.router,
    listing.router,
    listing.public,
]
