"""A meeting is convened and changed. How it is called off stands in actions.calling_off."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.dates import DateError, parse_stated
from guildhall.core.errors import InvalidError, RuleError
from guildhall.meetings.models import Meeting
from guildhall.meetings.permissions import require_may_convene, require_may_prepare, require_open_for_change
from guildhall.meetings.queries import meeting_day
from guildhall.registry.models import Body, Person

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
TEXTS = {
    "name_zh",
    "name_en",
    "place_zh",
    "place_en",
    "online_url",
    "remarks_zh",
    "remarks_en",
    "stated_date",
}


class MeetingDetails(TypedDict, total=False):
    """What can be said of a meeting. ``stated_date`` is for a past meeting whose source gives no time."""

    name_zh: str
    name_en: str
    mode: str
    starts_at: datetime | None
    ends_at: datetime | None
    reply_by: date | None
    place_zh: str
    place_en: str
    online_url: str
    chair: Person | None
    recorder: Person | None
    remarks_zh: str
    remarks_en: str
    stated_date: str
    stated_attendance: int | None
    stated_invited: int | None


@transaction.atomic
def convene_meeting(
    body: Body, *, entered_afterwards: bool = False, actor: User, **details: Unpack[MeetingDetails]
) -> Meeting:
    """A new meeting of the body, still a draft that nobody else sees.

    With ``entered_afterwards`` it is the record of a meeting that was held: closed from the start, perhaps
    with no more than a stated date. Refused to those who do not convene for the body, without a name, with
    an end before its start, with a chair or recorder of elsewhere, or after the body has ended.
    """
    require_may_convene(actor, body)
    given = in_the_associations_time(body, details)
    if entered_afterwards:  # what its source leaves open stays open
        given = {"mode": "", **given}
    meeting = Meeting(
        association=body.association,
        body=body,
        entered_afterwards=entered_afterwards,
        state=Meeting.State.CLOSED if entered_afterwards else Meeting.State.DRAFT,
        **given,
    )
    require_possible(meeting)
    meeting.save()
    record("meeting.convened", actor=actor, subject=meeting, **facts_of(meeting))
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, version: int, actor: User, **details: Unpack[MeetingDetails]
) -> Meeting:
    """Change what is said of a meeting that has not begun, or of a past one that is being entered.

    ``version`` is the one that was read: refused when somebody changed the meeting since.
    """
    require_may_prepare(actor, meeting)
    require_open_for_change(meeting)
    meeting.refresh_from_db()
    changes = in_the_associations_time(meeting.body, details)
    for name, value in changes.items():
        setattr(meeting, name, value)
    require_possible(meeting)
    require_changeable(meeting)
    unchanged = Meeting.objects.filter(pk=meeting.pk, version=version, state=meeting.state)
    if not unchanged.update(version=F("version") + 1, **changes):
        raise changed_meanwhile()
    meeting.refresh_from_db()
    record("meeting.changed", actor=actor, subject=meeting, **facts_of(meeting))
    return meeting


def in_the_associations_time(body: Body, details: MeetingDetails) -> MeetingDetails:
    """The details with texts trimmed and with times that name no zone read as the association's."""
    read = details.copy()
    for name in ("starts_at", "ends_at"):
        value = details.get(name)
        if isinstance(value, datetime) and timezone.is_naive(value):
            read[name] = timezone.make_aware(value, body.association.zone)
    for name in TEXTS & set(details):
        read[name] = str(details[name]).strip()  # type: ignore[literal-required]
    return read


def require_possible(meeting: Meeting) -> None:
    """Refuse what cannot be right whoever says it."""
    if not (meeting.name_zh or meeting.name_en):
        raise InvalidError(
            _("Give the meeting a name in Chinese or in English."),
            code="name_missing",
            details={"field": "name_zh"},
        )
    for field in ("starts_at", "ends_at"):
        moment = getattr(meeting, field)
        if moment is not None and not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise InvalidError(
                _("Choose a year between %(first)s and %(last)s.")
                % {"first": EARLIEST_YEAR, "last": LATEST_YEAR},
                code="year_out_of_reach",
                details={"field": field},
            )
    if meeting.starts_at and meeting.ends_at and meeting.ends_at <= meeting.starts_at:
        raise InvalidError(
            _("The meeting would end before it starts. Correct the start or the end."),
            code="ends_before_start",
            details={"field": "ends_at"},
        )
    if meeting.ends_at and not meeting.starts_at:
        raise InvalidError(_("An end needs a start."), code="start_missing", details={"field": "starts_at"})
    day = meeting_day(meeting) if meeting.starts_at else None
    if meeting.reply_by and day and meeting.reply_by > day:
        raise InvalidError(
            _("Replies are due after the meeting. Choose an earlier day."),
            code="reply_after_meeting",
            details={"field": "reply_by"},
        )
    _require_date(meeting)
    _require_link(meeting)
    _require_people(meeting)


def _require_date(meeting: Meeting) -> None:
    if not meeting.stated_date:
        return
    if meeting.starts_at:
        raise InvalidError(
            _("Give either a time or a date as stated, not both."),
            code="two_dates",
            details={"field": "stated_date"},
        )
    try:
        parse_stated(meeting.stated_date)
    except DateError as error:
        sentence = error.sentence.in_language(get_language() or "")
        raise InvalidError(sentence, code=error.code, details={"field": "stated_date"}) from error


def _require_link(meeting: Meeting) -> None:
    if not meeting.online_url:
        return
    try:
        URLValidator(schemes=["http", "https"])(meeting.online_url)
    except ValidationError as error:
        raise InvalidError(
            _("The link to take part online must begin with http:// or https://."),
            code="no_web_address",
            details={"field": "online_url"},
        ) from error


def _require_people(meeting: Meeting) -> None:
    for field, person in (("chair", meeting.chair), ("recorder", meeting.recorder)):
        if person is not None and person.association_id != meeting.association_id:
            raise InvalidError(
                _("%(person)s is not known to this association.") % {"person": person.name},
                code="person_of_elsewhere",
                details={"field": field},
            )
    body, day = meeting.body, meeting_day(meeting)
    if day and body.to_on and day > body.to_on:
        raise InvalidError(
            _("%(body)s ended on %(day)s; it cannot meet after that.")
            % {"body": body.name, "day": body.to_on},
            code="body_ended",
            details={"field": "starts_at"},
        )


def require_changeable(meeting: Meeting) -> None:
    """Refuse changes of a meeting that has begun, is over or was cancelled; past ones until they are public."""
    if not (meeting.is_in_preparation or meeting.is_being_entered):
        raise RuleError(
            _("This meeting can no longer be changed: %(state)s.") % {"state": meeting.get_state_display()},
            code="not_in_preparation",
        )


def changed_meanwhile(**now: Any) -> RuleError:
    """The refusal of the slower of two people; ``now``: the ``version`` and what ``stands`` by now."""
    return RuleError(
        _(
            "Somebody changed this while you were editing. Reload the page to see the change; nothing was stored."
        ),
        code="changed_meanwhile",
        details=now,
    )


def facts_of(meeting: Meeting) -> dict[str, Any]:
    """What the record keeps of the meeting."""
    return {
        "name_zh": meeting.name_zh,
        "name_en": meeting.name_en,
        "mode": meeting.mode,
        "starts_at": meeting.starts_at.isoformat() if meeting.starts_at else "",
        "ends_at": meeting.ends_at.isoformat() if meeting.ends_at else "",
        "stated_date": meeting.stated_date,
        "place_zh": meeting.place_zh,
        "place_en": meeting.place_en,
    }
