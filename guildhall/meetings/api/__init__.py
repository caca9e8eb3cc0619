"""The API of meetings: one router per noun."""

from ninja import Router

from guildhall.meetings.api import (
    agenda,
    attendance,
    calendar,
    invitation,
    meeting,
    minutes,
    notice,
    paper,
    reply,
    session,
)

router = Router()
for part in (meeting, agenda, paper, invitation, notice, calendar, attendance, session, minutes):
    router.add_router("", part.router)
router.add_router("", reply.router)
public = reply.public

__all__ = ["public", "router"]
