"""The API of meetings: one router per noun."""

from ninja import Router

from guildhall.meetings.api import (
    agenda,
    attendance,
    calendar,
    invitation,
    meeting,
    minutes,
    motion,
    notice,
    paper,
    reply,
    resolution,
    session,
)

router = Router()
for part in (meeting, agenda, paper, invitation, notice, calendar, attendance, session, minutes):
    router.add_router("", part.router)
router.add_router("", motion.router)
router.add_router("", resolution.router)
router.add_router("", reply.router)
public = reply.public

__all__ = ["public", "router"]
