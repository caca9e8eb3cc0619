"""What happens when. Steps are told in the order of their moments, whoever added them first."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

from guildhall.core.requests import request_memory
from guildhall.demo.clock import at
from guildhall.demo.yunling.world import World
from guildhall.jobs.actions import finish_job
from guildhall.jobs.doors import tasks
from guildhall.jobs.labels import load_tasks
from guildhall.jobs.models import Job
from guildhall.notices.models import Delivery

Act = Callable[[], object]
MAIL = "members.mail_applicant"


class Timeline:
    """The story's steps. A step may add later ones."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._steps: list[tuple[datetime, int, Act]] = []
        self._turn = count()

    def add(self, offset: int, clock: str, act: Act) -> None:
        self.add_at(self.world.moment(offset, clock), act)

    def add_at(self, moment: datetime, act: Act) -> None:
        heapq.heappush(self._steps, (moment, next(self._turn), act))

    def run(self) -> None:
        """Tell all steps, each at its moment. What would lie ahead of us has not happened and is refused."""
        load_tasks()
        real_now = timezone.now()
        while self._steps:
            moment, _turn, act = heapq.heappop(self._steps)
            if moment > real_now:
                raise ValueError(f"The story tells of {moment}, which is yet to come.")
            with at(moment), request_memory():
                act()
                settle(self.world)


def settle(world: World) -> None:
    """What the worker would have done by then: jobs are run, and what was to be mailed counts as mailed.

    Nothing leaves: the addresses are nobody's.
    """
    for job in Job.objects.filter(association=world.association, state=Job.State.QUEUED):
        if job.task != MAIL:
            tasks[job.task](job)
        finish_job(job)
    waiting = Delivery.objects.filter(association=world.association, state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.SENT, attempts=1, sent_at=timezone.now() + timedelta(seconds=20))
