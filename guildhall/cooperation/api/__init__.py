"""Endpoints of cooperations, agreements, joint projects, teams and visits; every page has its twin here."""

from ninja import Router

from guildhall.cooperation.api import cooperation

routers: list[Router] = [cooperation.router]
