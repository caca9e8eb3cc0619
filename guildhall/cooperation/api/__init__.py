"""Endpoints of cooperations, agreements, joint projects, teams and visits; every page has its twin here."""

from ninja import Router

from guildhall.cooperation.api import agreement, cooperation, funnel, project, public, signature, team, visit

routers: list[Router] = [
    cooperation.router,
    agreement.router,
    signature.router,
    funnel.router,
    public.public,
    project.router,
    project.public,
    team.router,
    visit.router,
]
