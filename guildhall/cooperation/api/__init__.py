"""Endpoints of cooperations, agreements, joint projects, teams and visits; every page has its twin here."""

from ninja import Router

from guildhall.cooperation.api import agreement, cooperation, signature

routers: list[Router] = [cooperation.router, agreement.router, signature.router]
