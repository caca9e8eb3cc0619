"""The agenda as it is read: with clock times, speakers and the papers that the reader may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from guildhall.accounts.models import User
from guildhall.meetings.models import AgendaItem, Invitation, Meeting, Paper, Speaker
from guildhall.meetings.permissions import may_read_all
from guildhall.meetings.queries.meeting import bodies_sat_in, meeting_day
from guildhall.registry.queries import person_of


@dataclass(frozen=True)
class AgendaLine:
    """An agenda item in its place; ``starts`` and ``ends`` while the planned minutes are known from the start on."""

    number: int
    item: AgendaItem
    speakers: list[Speaker]
    papers: list[Paper]
    starts: datetime | None
    ends: datetime | None


def papers_visible_to(user: User, meeting: Meeting) -> QuerySet[Paper]:
    """The meeting's papers and pictures that this person may see.

    All of them for those who read the body's meetings, sit in the body or are invited with more than
    a guest's part; what is meant for everyone invited for guests; what is public for anyone else.
    """
    papers = meeting.papers.select_related("file", "item")
    part = _part_of(user, meeting)
    if part == "participant":
        return papers
    if part == "guest":
        return papers.exclude(visibility=Paper.Visibility.PARTICIPANTS)
    return papers.filter(visibility=Paper.Visibility.PUBLIC)


def _part_of(user: User, meeting: Meeting) -> Literal["participant", "guest", "stranger"]:
    person = person_of(user, meeting.association)
    if may_read_all(user, meeting):
        return "participant"
    if person is None:
        return "stranger"
    own = Invitation.objects.standing().filter(Q(person=person) | Q(stand_in=person), meeting=meeting)
    roles = set(own.values_list("role", flat=True))
    if roles:
        return "guest" if roles == {Invitation.Role.GUEST} else "participant"
    day = meeting_day(meeting)
    sits = day is not None and meeting.body_id in {body.pk for body in bodies_sat_in(person, day)}
    return "participant" if sits else "stranger"


def announced_agenda(meeting: Meeting) -> list[AgendaLine]:
    """The agenda as everyone invited may see it, guests too: what the notice prints. Three queries."""
    papers = meeting.papers.exclude(visibility=Paper.Visibility.PARTICIPANTS)
    return agenda_of(meeting, papers=papers.select_related("file"))


def papers_for(invitation: Invitation) -> QuerySet[Paper]:
    """The papers that whoever has this invitation may see."""
    papers = invitation.meeting.papers.select_related("file", "item")
    if invitation.role != Invitation.Role.GUEST:
        return papers
    return papers.exclude(visibility=Paper.Visibility.PARTICIPANTS)


def agenda_of(meeting: Meeting, *, papers: Iterable[Paper]) -> list[AgendaLine]:
    """The agenda with those of these papers that belong to its items (see ``papers_visible_to``), read with their files.

    At most two queries, and one where the papers are not read yet.
    """
    speakers = Speaker.objects.select_related("person__organization")
    items = list(meeting.agenda.all())
    prefetch_related_objects(items, Prefetch("speakers", speakers, to_attr="named"))
    shown = defaultdict(list)
    for paper in papers:
        if paper.kind == Paper.Kind.PAPER:
            shown[paper.item_id].append(paper)
    return clocked(meeting, items, shown)


def clocked(
    meeting: Meeting, items: list[AgendaItem], papers: Mapping[UUID | None, list[Paper]]
) -> list[AgendaLine]:
    """Each item with the time at which it starts and ends by plan; None from the first item of unknown length."""
    lines, clock = [], meeting.starts_at
    for number, item in enumerate(items, start=1):
        ends = clock + timedelta(minutes=item.minutes_planned) if clock and item.minutes_planned else None
        lines.append(
            AgendaLine(
                number=number,
                item=item,
                speakers=getattr(item, "named", []),
                papers=papers.get(item.pk, []),
                starts=clock,
                ends=ends,
            )
        )
        clock = ends
    return lines
