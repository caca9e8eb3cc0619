"""The endpoints of votes, below ``a/{slug}/``."""

from ninja import Router

routers: list[Router] = []
