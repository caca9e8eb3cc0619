"""The endpoints of members, below ``a/{slug}/`` and ``p/{slug}/``."""

from ninja import Router

from guildhall.members.api import acts, application, application_form, joining, letter, member, merge, tier

routers: list[Router] = [
    tier.router,
    acts.router,
    member.public,
    merge.router,
    application.router,
    application_form.router,
    joining.public,
    letter.router,
]
