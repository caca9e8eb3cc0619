"""A meeting as it goes on: which item, who is there, what waits for decision."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from guildhall.accounts.models import User
from guildhall.meetings.models import AgendaItem, Meeting, Motion, SessionStep, Speaker
from guildhall.meetings.permissions import may_run
from guildhall.meetings.queries.attendance import Presence, presence_of
from guildhall.meetings.queries.motion import motion_list


@dataclass(frozen=True)
class Session:
    """What the screen in the room shows, and what whoever runs the meeting can do next."""

    meeting: Meeting
    presence: Presence
    agenda: list[AgendaItem]
    item: AgendaItem | None
    item_since: datetime | None
    next_item: AgendaItem | None
    motions: list[Motion]
    steps: list[SessionStep]
    may_run: bool

    @property
    def waiting(self) -> list[Motion]:
        return [motion for motion in self.motions if motion.state == Motion.State.PUT]

    @property
    def is_over(self) -> bool:
        """Whether no more motions can be put."""
        over = (Meeting.State.CLOSED, Meeting.State.CANCELLED)
        return self.meeting.state in over and not self.meeting.is_being_entered

    @property
    def colour(self) -> str:
        """Green with a quorum, amber without, none where the charter asks for none."""
        ok = self.presence.verdict.ok
        return "" if ok is None else "green" if ok else "amber"

    @property
    def quorum_is_lost(self) -> bool:
        """In session, and fewer there than the charter asks for."""
        return self.meeting.state == Meeting.State.OPEN and self.presence.verdict.ok is False


def session_of(meeting: Meeting, *, viewer: User) -> Session:
    """The meeting with its current item, who is there, its motions and its course."""
    steps = list(meeting.steps.select_related("item"))
    speakers = Prefetch("speakers", Speaker.objects.select_related("person"))
    agenda = list(meeting.agenda.prefetch_related(speakers))
    called = next((step for step in reversed(steps) if step.kind == SessionStep.Kind.ITEM), None)
    place = next((place for place, item in enumerate(agenda) if called and item.pk == called.item_id), -1)
    return Session(
        meeting=meeting,
        presence=presence_of(meeting),
        agenda=agenda,
        item=agenda[place] if place >= 0 else None,
        item_since=called.at if called and place >= 0 else None,
        next_item=agenda[place + 1] if place + 1 < len(agenda) else None,
        motions=list(motion_list(meeting)),
        steps=steps,
        may_run=may_run(viewer, meeting),
    )
