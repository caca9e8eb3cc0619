"""The record of a meeting, as minutes are drafted from it and locked with it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from guildhall.commitments.models import Commitment
from guildhall.core.dates import parse_stated
from guildhall.core.sentences import Sentence
from guildhall.meetings.drafting import (
    Attendee,
    Change,
    Decision,
    Item,
    Promise,
    Record,
    Recused,
    Speech,
    Supporter,
    Turn,
)
from guildhall.meetings.models import (
    AgendaItem,
    Amendment,
    Invitation,
    Meeting,
    Motion,
    Paper,
    Recusal,
    SessionStep,
)
from guildhall.meetings.presence import turning_points
from guildhall.meetings.queries.attendance import AttendanceLine, Presence, presence_of
from guildhall.meetings.queries.motion import motion_list

DECIDED = (Amendment.State.ADOPTED, Amendment.State.REJECTED)


def meeting_record(meeting: Meeting) -> Record:
    """Everything that the minutes state, read from the meeting as it stands. A fixed number of queries.

    Where nobody's coming was recorded at all, the record says nothing of who was present.
    """
    presence = presence_of(meeting)
    counted = any(line.stays for line in presence.lines)
    zone = meeting.association.zone
    return Record(
        association=named(meeting.association),
        body=named(meeting.body),
        name=named(meeting),
        began_at=_local(meeting.opened_at or meeting.starts_at, meeting),
        ended_at=_local(_end(meeting), meeting),
        stated_date=parse_stated(meeting.stated_date).sentence if meeting.stated_date else None,
        place=named(meeting, "place"),
        mode=meeting.mode,
        chair=named(meeting.chair) if meeting.chair else None,
        recorder=named(meeting.recorder) if meeting.recorder else None,
        entitled=presence.entitlement.total if counted and presence.entitlement.total else None,
        present=presence.attended if counted else None,
        online=presence.attended_online,
        stated_attendance=meeting.stated_attendance,
        stated_invited=meeting.stated_invited,
        quorum=Sentence(**meeting.roster["verdict"]["sentence"]) if meeting.roster else None,
        attendees=tuple(_attendee(line, zone) for line in presence.lines) if counted else (),
        turns=tuple(_turns(meeting, presence)),
        supporters=tuple(Supporter(one.role, named(one)) for one in meeting.sponsors.all()),
        **_business(meeting),
    )


def meeting_commitments(meeting: Meeting) -> QuerySet[Commitment]:
    """What was promised in the meeting: by its motions, its agenda items or the meeting itself."""
    origins = (
        Q(origin_id=meeting.pk)
        | Q(origin_id__in=meeting.motions.order_by().values("pk"))
        | Q(origin_id__in=meeting.agenda.order_by().values("pk"))
    )
    return (
        Commitment.objects.filter(origins, association=meeting.association_id)
        .exclude(state=Commitment.State.CANCELLED)
        .select_related("responsible", "lead", "body")
        .order_by("deadline", "id")
    )


def origin_in(meeting: Meeting, pk: UUID) -> Motion | AgendaItem | None:
    """The motion or agenda item of this meeting that a commitment follows from."""
    motion = motion_list(meeting).filter(pk=pk).first()
    return motion or meeting.agenda.filter(pk=pk).first()


def named(row: Any, field: str = "name") -> Sentence:
    """A field that exists in both languages, as one sentence."""
    return Sentence(getattr(row, f"{field}_zh"), getattr(row, f"{field}_en"))


def _end(meeting: Meeting) -> datetime | None:
    """When it was closed; for past meetings the end that was entered. A meeting in session has none yet."""
    return meeting.closed_at or (meeting.ends_at if meeting.entered_afterwards else None)


def _local(at: datetime | None, meeting: Meeting) -> datetime | None:
    return at.astimezone(meeting.association.zone) if at else None


def _attendee(line: AttendanceLine, zone: Any) -> Attendee:
    one = line.invitation
    organization = one.organization or one.person.organization
    return Attendee(
        name=named(one.person),
        capacity=named(one, "capacity"),
        organization=named(organization) if organization else Sentence("", ""),
        role=one.role,
        status=line.status,
        stand_in=named(one.stand_in) if one.stand_in and one.reply == Invitation.Reply.STAND_IN else None,
        reason=one.reason,
        mode=line.stays[-1].mode if line.stays else "",
        came_at=line.came_at.astimezone(zone) if line.came_at else None,
        left_at=line.left_at.astimezone(zone) if line.left_at else None,
    )


def _turns(meeting: Meeting, presence: Presence) -> list[Turn]:
    """Pauses, and the moments at which the quorum was lost or there again while the meeting was open."""
    pauses = (SessionStep.Kind.ADJOURNED, SessionStep.Kind.RESUMED)
    zone = meeting.association.zone
    turns = [
        Turn(step.kind, step.at.astimezone(zone), step.reason)
        for step in meeting.steps.filter(kind__in=pauses)
    ]
    if meeting.opened_at is None:
        return turns
    for change in turning_points(presence.changes):
        within = meeting.opened_at < change.at and (
            meeting.closed_at is None or change.at < meeting.closed_at
        )
        if within and change.reached is not None:
            kind = "quorum_reached" if change.reached else "quorum_lost"
            turns.append(Turn(kind, change.at.astimezone(zone), present=change.present))
    return sorted(turns, key=lambda turn: turn.at)


def _business(meeting: Meeting) -> dict[str, Any]:
    """Items, motions, papers and commitments, ready for the record."""
    decisions: dict[UUID | None, list[Decision]] = {}
    decided = Amendment.objects.filter(state__in=DECIDED).select_related("proposer").order_by("number")
    recused = Recusal.objects.select_related("invitation__person").order_by("invitation__rank", "id")
    beside = (Prefetch("amendments", decided, to_attr="decided"), Prefetch("recusals", recused))
    for motion in motion_list(meeting).prefetch_related(*beside):
        decisions.setdefault(motion.item_id, []).append(_decision(motion))
    papers: dict[UUID | None, list[Sentence]] = {}
    for paper in meeting.papers.filter(kind=Paper.Kind.PAPER):
        papers.setdefault(paper.item_id, []).append(named(paper, "title"))
    called = {
        step.item_id: step.at.astimezone(meeting.association.zone)
        for step in meeting.steps.filter(kind=SessionStep.Kind.ITEM).order_by("-at", "-id")
    }
    agenda = meeting.agenda.prefetch_related("speakers__person")
    return {
        "items": tuple(
            _item(item, decisions.get(item.pk, ()), papers.get(item.pk, ()), called.get(item.pk))
            for item in agenda
        ),
        "decisions": tuple(decisions.get(None, ())),
        "papers": tuple(papers.get(None, ())),
        "promises": tuple(_promise(one) for one in meeting_commitments(meeting)),
    }


def _item(
    item: AgendaItem, decisions: Iterable[Decision], papers: Iterable[Sentence], called: datetime | None
) -> Item:
    return Item(
        title=named(item, "title"),
        kind=item.kind,
        speeches=tuple(
            Speech(named(speaker.person) if speaker.person else named(speaker, "words"), speaker.count)
            for speaker in item.speakers.all()
        ),
        summary=named(item, "summary"),
        result=named(item, "result"),
        papers=tuple(papers),
        decisions=tuple(decisions),
        called_at=called,
    )


def _decision(motion: Motion) -> Decision:
    resolution = getattr(motion, "resolution", None)
    return Decision(
        title=named(motion, "title"),
        text=named(motion, "text"),
        state=motion.state,
        way=motion.way,
        in_favour=motion.for_count,
        against=motion.against_count,
        abstain=motion.abstain_count,
        verdict=Sentence(**motion.verdict["sentence"]) if motion.verdict else None,
        resolution=resolution.serial if resolution else "",
        changes=tuple(_change(one) for one in motion.decided),  # type: ignore[attr-defined]  # prefetched
        recused=tuple(Recused(named(one.invitation.person), one.reason) for one in motion.recusals.all()),
    )


def _change(amendment: Amendment) -> Change:
    return Change(
        number=amendment.number,
        state=amendment.state,
        old=named(amendment, "old"),
        new=named(amendment, "new"),
        proposer=named(amendment.proposer) if amendment.proposer else None,
        note=amendment.note,
    )


def _promise(commitment: Commitment) -> Promise:
    return Promise(
        content=named(commitment, "content"),
        deadline=commitment.deadline,
        responsible=named(commitment.responsible) if commitment.responsible else None,
        lead=named(commitment.lead) if commitment.lead else None,
    )
