"""The speakers' list: who speaks, who waits, how long one may speak."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet

from guildhall.live.models import SpeakingTime, Turn, in_minutes
from guildhall.meetings.models import AgendaItem, Meeting, SessionStep

NAMED = ("invitation__person", "invitation__stand_in", "invitation__organization", "item")


@dataclass(frozen=True)
class Floor:
    """Who has the floor and who waits for it, in their order; ``seconds`` is the limit for whoever is called next."""

    speaking: Turn | None
    waiting: list[Turn]
    seconds: int | None

    @property
    def minutes(self) -> str:
        return in_minutes(self.seconds) if self.seconds else ""


def turn_list(meeting: Meeting) -> QuerySet[Turn]:
    """Whoever speaks, then those who wait in their order, then those who have spoken. One query."""
    heard = Q(state__in=(Turn.State.SPEAKING, Turn.State.ASKED, Turn.State.SPOKEN))
    turns = meeting.turns.filter(heard).select_related(*NAMED)
    running_first = F("ended_at").asc(nulls_first=True), F("started_at").asc(nulls_last=True)
    return turns.order_by(*running_first, "position", "id")


def floor_of(meeting: Meeting, item: AgendaItem | None) -> Floor:
    """Who has the floor and who waits. Two queries."""
    active = (Turn.State.SPEAKING, Turn.State.ASKED)
    turns = list(meeting.turns.filter(state__in=active).select_related(*NAMED))
    return Floor(
        speaking=next((turn for turn in turns if turn.state == Turn.State.SPEAKING), None),
        waiting=[turn for turn in turns if turn.state == Turn.State.ASKED],
        seconds=seconds_for(meeting, item),
    )


def seconds_for(meeting: Meeting, item: AgendaItem | None) -> int | None:
    """How long one may speak to this item: its own limit, else that of the meeting, else none."""
    held = SpeakingTime.objects.filter(Q(item=item) | Q(item=None) if item else Q(item=None), meeting=meeting)
    limits: dict[UUID | None, int] = dict(held.values_list("item_id", "seconds"))
    return limits.get(item.pk if item else None, limits.get(None))


def speaking_times(meeting: Meeting) -> list[SpeakingTime]:
    """The limits that were set, that of the whole meeting first. One query."""
    held = SpeakingTime.objects.filter(meeting=meeting).select_related("item")
    return list(held.order_by(F("item__position").asc(nulls_first=True), "id"))


def current_item(meeting: Meeting) -> AgendaItem | None:
    """The agenda item that was called last, while the meeting is in session."""
    called = (
        meeting.steps.filter(kind=SessionStep.Kind.ITEM).select_related("item").order_by("at", "id").last()
    )
    return called.item if called else None
