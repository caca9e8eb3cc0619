"""The endpoints of awards, below ``a/{slug}/`` and ``p/{slug}/``."""

from ninja import Router

from guildhall.awards.api import call, entry, result, review

routers: list[Router] = [call.router, call.public, entry.router, review.router, result.router, result.public]
