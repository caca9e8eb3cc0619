"""The endpoints of shared resources, below ``a/{slug}/``."""

from ninja import Router

from guildhall.sharing.api import booking, resource

routers: list[Router] = [resource.router, booking.router]
