"""The endpoints of offers, needs and matches, below ``a/{slug}/`` and ``p/{slug}/``."""

from ninja import Router

from guildhall.exchange.api import listing, match, origin

routers: list[Router] = [
    origin.router,
    listing.router,
    listing.public,
    match.router,
]
