from typing import Any
from uuid import UUID

from ninja import Status

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.accounts.models import Association
from guildhall.meetings import actions, queries
from guildhall.meetings.actions import SpeakerDetails
from guildhall.meetings.api.references import meant_person, the_item, the_meeting, the_prepared_meeting
from guildhall.meetings.models import Meeting
from guildhall.meetings.schemas import (
    AgendaLineOut,
    ChangeItemIn,
    ItemIn,
    MoveIn,
    OrderIn,
    ResultIn,
)

router = AssociationRouter()
ITEM = "meetings/{uuid:pk}/agenda/{uuid:item_pk}"


def lines_of(request: SignedInRequest, meeting: Meeting) -> list[AgendaLineOut]:
    papers = queries.papers_visible_to(request.user, meeting)
    return [AgendaLineOut.of(line) for line in queries.agenda_of(meeting, papers=papers)]


def line_of(request: SignedInRequest, meeting: Meeting, item_pk: UUID) -> AgendaLineOut:
    return next(line for line in lines_of(request, meeting) if line.id == item_pk)


def with_speakers(association: Association, given: dict[str, Any]) -> dict[str, Any]:
    """The values with the speakers' identifiers turned into people, where speakers are given."""
    if "speakers" in given:
        given["speakers"] = [
            SpeakerDetails(
                person=meant_person(association, one["person_id"], "speakers"),
                words_zh=one["words_zh"],
                words_en=one["words_en"],
                count=one["count"],
            )
            for one in given["speakers"]
        ]
    return given


@router.get("meetings/{uuid:pk}/agenda", response=list[AgendaLineOut])
def agenda(request: SignedInRequest, slug: str, pk: UUID) -> list[AgendaLineOut]:
    """The agenda in order, with the clock times that follow from the planned minutes."""
    return lines_of(request, the_meeting(request, slug, pk))


@router.post("meetings/{uuid:pk}/agenda", response={201: AgendaLineOut})
def add_item(request: SignedInRequest, slug: str, pk: UUID, data: ItemIn) -> Status[AgendaLineOut]:
    meeting = the_prepared_meeting(request, slug, pk)
    given = with_speakers(meeting.association, data.dict())
    item = actions.add_item(meeting, **given, actor=request.user)
    return Status(201, line_of(request, meeting, item.pk))


@router.put("meetings/{uuid:pk}/agenda/order", response=list[AgendaLineOut])
def order_agenda(request: SignedInRequest, slug: str, pk: UUID, data: OrderIn) -> list[AgendaLineOut]:
    meeting = the_prepared_meeting(request, slug, pk)
    actions.order_agenda(meeting, order=data.order, actor=request.user)
    return lines_of(request, meeting)


@router.patch(ITEM, response=AgendaLineOut)
def change_item(
    request: SignedInRequest, slug: str, pk: UUID, item_pk: UUID, data: ChangeItemIn
) -> AgendaLineOut:
    item = the_item(request, slug, pk, item_pk)
    given = data.dict(exclude_unset=True)
    if "speakers" in given:
        given["speakers"] = [one.dict() for one in data.speakers]
    actions.change_item(item, **with_speakers(item.association, given), actor=request.user)
    return line_of(request, item.meeting, item_pk)


@router.put(f"{ITEM}/result", response=AgendaLineOut)
def enter_result(
    request: SignedInRequest, slug: str, pk: UUID, item_pk: UUID, data: ResultIn
) -> AgendaLineOut:
    item = the_item(request, slug, pk, item_pk)
    actions.enter_result(item, **data.dict(exclude_unset=True), actor=request.user)
    return line_of(request, item.meeting, item_pk)


@router.post(f"{ITEM}/move", response=list[AgendaLineOut])
def move_item(
    request: SignedInRequest, slug: str, pk: UUID, item_pk: UUID, data: MoveIn
) -> list[AgendaLineOut]:
    item = the_item(request, slug, pk, item_pk)
    actions.move_item(item, to=data.to, actor=request.user)
    return lines_of(request, item.meeting)


@router.delete(ITEM, response={204: None})
def remove_item(request: SignedInRequest, slug: str, pk: UUID, item_pk: UUID) -> Status[None]:
    actions.remove_item(the_item(request, slug, pk, item_pk), actor=request.user)
    return Status(204, None)
