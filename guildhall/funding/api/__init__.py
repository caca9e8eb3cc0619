"""The endpoints of finance matching, below ``a/{slug}/``."""

from ninja import Router

from guildhall.funding.api import case, release, terms

routers: list[Router] = [terms.router, case.router, release.router]
