"""The endpoints of dues, below ``a/{slug}/``."""

from ninja import Router

from guildhall.dues.api import disclosure, notice, own, payment, reminder, run, standard, standing

routers: list[Router] = [
    notice.router,
    run.router,
    standard.router,
    reminder.router,
    payment.router,
    standing.router,
    own.router,
    disclosure.router,
    disclosure.public,
]
