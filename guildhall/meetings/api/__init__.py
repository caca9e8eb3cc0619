"""The API of meetings: one router per noun."""

from ninja import Router

from guildhall.meetings.api import agenda, calendar, invitation, meeting, notice, paper, reply

router = Router()
for part in (meeting, agenda, paper, invitation, notice, calendar):
    router.add_router("", part.router)
router.add_router("", reply.router)
public = reply.public

__all__ = ["public", "router"]
