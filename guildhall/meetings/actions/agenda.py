"""The agenda: items with their speakers, in order, and what came of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.meetings import pulse
from guildhall.meetings.actions.meeting import changed_meanwhile
from guildhall.meetings.models import AgendaItem, Meeting, Speaker
from guildhall.meetings.permissions import require_may_prepare, require_open_for_change
from guildhall.registry.models import Person

IN_SESSION = (Meeting.State.OPEN, Meeting.State.ADJOURNED)


@dataclass(frozen=True)
class SpeakerDetails:
    """Who speaks: a person, or words where nobody is named; ``count`` where it says how many."""

    person: Person | None = None
    words_zh: str = ""
    words_en: str = ""
    count: int | None = None


class ItemDetails(TypedDict, total=False):
    """What can be said of an agenda item before the meeting."""

    kind: str
    title_zh: str
    title_en: str
    minutes_planned: int | None
    speakers: Sequence[SpeakerDetails]


class ResultDetails(TypedDict, total=False):
    """What came of an agenda item."""

    summary_zh: str
    summary_en: str
    result_zh: str
    result_en: str


@transaction.atomic
def add_item(meeting: Meeting, *, actor: User, **details: Unpack[ItemDetails]) -> AgendaItem:
    """A new item at the end of the agenda. Refused without a title, and once the meeting is over."""
    require_may_prepare(actor, meeting)
    require_agenda_open(meeting)
    speakers = details.pop("speakers", ())
    _require_title(details.get("title_zh", ""), details.get("title_en", ""))
    _require_speakers(meeting, speakers)
    last = meeting.agenda.aggregate(last=Max("position"))["last"]
    item = AgendaItem.objects.create(
        association=meeting.association, meeting=meeting, position=(last or 0) + 1, **details
    )
    _set_speakers(item, speakers)
    pulse.changed(meeting)
    record("agenda_item.added", actor=actor, subject=item, meeting=str(meeting.pk))
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, version: int, actor: User, **details: Unpack[ItemDetails]) -> AgendaItem:
    """Change an item; ``speakers``, where given, replace the earlier ones.

    Refused when somebody changed it since ``version`` was read, and once the meeting is over.
    """
    require_may_prepare(actor, item.meeting)
    require_agenda_open(item.meeting)
    speakers = details.pop("speakers", None)
    _require_title(details.get("title_zh", item.title_zh), details.get("title_en", item.title_en))
    _require_speakers(item.meeting, speakers or ())
    _update(item, version, dict(details))
    if speakers is not None:
        item.speakers.all().delete()
        _set_speakers(item, speakers)
    record("agenda_item.changed", actor=actor, subject=item, fields=sorted(details))
    return item


@transaction.atomic
def enter_result(
    item: AgendaItem, *, version: int, actor: User, **details: Unpack[ResultDetails]
) -> AgendaItem:
    """Keep what was said to an item and what came of it. Refused before the meeting has begun."""
    require_may_prepare(actor, item.meeting)
    require_open_for_change(item.meeting)
    item.meeting.refresh_from_db()
    if item.meeting.is_in_preparation or item.meeting.state == Meeting.State.CANCELLED:
        raise RuleError(
            _("Results are entered once the meeting has begun. This one is: %(state)s.")
            % {"state": item.meeting.get_state_display()},
            code="not_begun",
        )
    _update(item, version, dict(details))
    record("agenda_item.result_entered", actor=actor, subject=item, fields=sorted(details))
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, to: Literal["up", "down"], actor: User) -> AgendaItem:
    """One place up or down; at the end of the list nothing happens."""
    require_may_prepare(actor, item.meeting)
    require_agenda_open(item.meeting)
    order = list(item.meeting.agenda.order_by("position", "id").values_list("pk", flat=True))
    place = order.index(item.pk)
    other = place - 1 if to == "up" else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        _store_order(item.meeting, order)
        item.refresh_from_db()
        record("agenda_item.moved", actor=actor, subject=item, to=to)
    return item


@transaction.atomic
def order_agenda(meeting: Meeting, *, order: Sequence[UUID], actor: User) -> Meeting:
    """Put all items in this order. Refused unless it names each item of the agenda exactly once."""
    require_may_prepare(actor, meeting)
    require_agenda_open(meeting)
    known = set(meeting.agenda.order_by().values_list("pk", flat=True))
    if len(order) != len(known) or set(order) != known:
        raise InvalidError(
            _("The order must name every agenda item once. Reload the page: the agenda has changed."),
            code="order_incomplete",
        )
    _store_order(meeting, order)
    record("agenda.ordered", actor=actor, subject=meeting)
    return meeting


@transaction.atomic
def remove_item(item: AgendaItem, *, actor: User) -> None:
    """Take an item off the agenda; its papers stay with the meeting. Refused where a motion was put to it."""
    require_may_prepare(actor, item.meeting)
    require_agenda_open(item.meeting)
    if item.motions.exists():
        raise RuleError(
            _("A motion was put under “%(item)s”; the item has to stay.") % {"item": item.title},
            code="item_has_motions",
        )
    AgendaItem.objects.filter(pk=item.pk).delete()
    pulse.changed(item.meeting)
    record("agenda_item.removed", actor=actor, subject=item, meeting=str(item.meeting_id))


def require_agenda_open(meeting: Meeting) -> None:
    """Refuse once the meeting is over or cancelled; takes the meeting's row, so that changes come in turn."""
    require_open_for_change(meeting)
    meeting.refresh_from_db()
    if not (meeting.is_in_preparation or meeting.state in IN_SESSION or meeting.is_being_entered):
        raise RuleError(
            _("The agenda can no longer be changed: the meeting is %(state)s.")
            % {"state": meeting.get_state_display()},
            code="agenda_closed",
        )


def _update(item: AgendaItem, version: int, changes: dict[str, object]) -> None:
    unchanged = AgendaItem.objects.filter(pk=item.pk, version=version)
    if not unchanged.update(version=F("version") + 1, **changes):
        raise changed_meanwhile()
    pulse.changed(item.meeting)
    item.refresh_from_db()


def _require_title(zh: str, en: str) -> None:
    if not (zh.strip() or en.strip()):
        raise InvalidError(
            _("Give the agenda item a title in Chinese or in English."),
            code="title_missing",
            details={"field": "title_zh"},
        )


def _require_speakers(meeting: Meeting, speakers: Sequence[SpeakerDetails]) -> None:
    for speaker in speakers:
        if speaker.person is not None and speaker.person.association_id != meeting.association_id:
            raise InvalidError(
                _("%(person)s is not known to this association.") % {"person": speaker.person.name},
                code="person_of_elsewhere",
                details={"field": "speakers"},
            )
        if speaker.person is None and not (speaker.words_zh or speaker.words_en):
            raise InvalidError(
                _("Name the speaker, or say in words who speaks."),
                code="speaker_missing",
                details={"field": "speakers"},
            )


def _set_speakers(item: AgendaItem, speakers: Sequence[SpeakerDetails]) -> None:
    Speaker.objects.bulk_create(
        Speaker(
            association=item.association,
            item=item,
            position=position,
            person=speaker.person,
            words_zh=speaker.words_zh,
            words_en=speaker.words_en,
            count=speaker.count,
        )
        for position, speaker in enumerate(speakers)
    )


def _store_order(meeting: Meeting, order: Sequence[UUID]) -> None:
    items = {item.pk: item for item in meeting.agenda.all()}
    for position, pk in enumerate(order, start=1):
        items[pk].position = position
    AgendaItem.objects.bulk_update(items.values(), ["position"])
    pulse.changed(meeting)
