"""People come in and go out: reported one by one, or in batches by devices that were offline."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import new_id
from guildhall.meetings import pulse
from guildhall.meetings.models import AttendanceEvent, Invitation, Meeting
from guildhall.meetings.permissions import (
    require_may_check_in,
    require_may_run,
    require_open_for_change,
)
from guildhall.meetings.presence import Event, mode_at, stays_of
from guildhall.meetings.queries import meeting_day, moment_entered_for

# How far a device's clock may be ahead, and how long before and after a meeting people come and go.
CLOCK_AHEAD = timedelta(minutes=5)
BEFORE = timedelta(hours=6)
AFTER = timedelta(hours=12)
LARGEST_BATCH = 2000
ATTENDED = (Meeting.State.NOTIFIED, Meeting.State.OPEN, Meeting.State.ADJOURNED, Meeting.State.CLOSED)


@dataclass(frozen=True)
class Report:
    """What a device says: who came in or went out, how and when. ``client_id`` was made by the device."""

    client_id: UUID
    invitation: UUID
    kind: str
    mode: str
    at: datetime


@dataclass(frozen=True)
class Refusal:
    """A reported event that was not stored, and why."""

    client_id: UUID
    code: str
    message: str


@dataclass
class Receipt:
    """What became of a batch, by ``client_id``. What is ``known`` had been stored before."""

    stored: list[UUID] = field(default_factory=list)
    known: list[UUID] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def record_attendance(meeting: Meeting, *, events: Sequence[Report], actor: User) -> Receipt:
    """Store what a device at the door reports. Sent twice, it is stored once: safe to repeat until answered.

    An event that cannot be right (somebody who is not invited, a time outside the meeting or ahead of the
    clock) is refused by itself, with its sentence; the others are stored. The whole batch is refused to
    whoever does not run the meeting, before the notice, after a cancellation and once minutes are approved.
    """
    require_may_run(actor, meeting)
    _require_attended(meeting)
    _require_batch(events)
    receipt = Receipt()
    # What can be known before is: the other doors wait only for what is written.
    named = {event.invitation for event in events}
    invited = set(meeting.invitations.standing().order_by().filter(pk__in=named).values_list("pk", flat=True))
    first, last = _window(meeting)
    rows: list[AttendanceEvent] = []
    for event in events:
        if (refusal := _refusal(event, invited, first, last)) is not None:
            receipt.refused.append(refusal)
        else:
            rows.append(_row(meeting, event, actor))
    _keep(meeting, rows, receipt, actor)
    return receipt


@transaction.atomic
def _keep(meeting: Meeting, rows: list[AttendanceEvent], receipt: Receipt, actor: User) -> None:
    """Stores the events and says in the record how many, both or neither; the minutes may be approved meanwhile."""
    require_open_for_change(meeting)
    _store(meeting, rows, receipt)
    if receipt.stored:
        pulse.changed(meeting)
        record(
            "attendance.recorded",
            actor=actor,
            subject=meeting,
            is_passing=True,
            stored=len(receipt.stored),
            refused=len(receipt.refused),
        )


@transaction.atomic
def check_in(
    invitation: Invitation,
    *,
    kind: str = AttendanceEvent.Kind.IN,
    mode: str,
    client_id: UUID,
    at: datetime | None = None,
    key: str = "",
    actor: User | None,
) -> AttendanceEvent:
    """Somebody checks in (or out) for themselves, with the key of their invitation or signed in.

    The same ``client_id`` again answers what was stored before. Refused: to anybody else, when they are
    there already (the sentence says since when), going out without having come in, outside the meeting.
    """
    require_may_check_in(actor, invitation, key)
    meeting = invitation.meeting
    _require_attended(meeting)
    require_open_for_change(meeting)
    Invitation.objects.select_for_update().only("pk").get(pk=invitation.pk)
    known = list(invitation.attendance.order_by())
    if (stored := next((event for event in known if event.client_id == client_id), None)) is not None:
        return stored
    report = Report(client_id, invitation.pk, kind, mode, at or timezone.now())
    _require_possible(invitation, report, known)
    event = _row(meeting, report, actor)
    event.save(force_insert=True)
    pulse.changed(meeting)
    record(
        "attendance.checked_in" if kind == AttendanceEvent.Kind.IN else "attendance.checked_out",
        actor=actor,
        subject=invitation,
        is_passing=True,
        mode=mode,
        at=event.at.isoformat(),
    )
    return event


def _require_attended(meeting: Meeting) -> None:
    if meeting.state in ATTENDED:
        return
    raise RuleError(
        _("Nobody can check in: the meeting is %(state)s.") % {"state": meeting.get_state_display()},
        code="no_attendance_now",
    )


def _require_batch(events: Sequence[Report]) -> None:
    if len(events) > LARGEST_BATCH:
        raise InvalidError(
            _("A batch holds at most %(most)s events; this one has %(given)s. Send it in parts.")
            % {"most": LARGEST_BATCH, "given": len(events)},
            code="batch_too_large",
        )


def _window(meeting: Meeting) -> tuple[datetime, datetime]:
    """From when to when somebody can have come or gone."""
    start = meeting.opened_at or meeting.starts_at
    if start is None:
        start = moment_entered_for(meeting)
        if start is None:
            raise RuleError(
                _("State the day of the meeting first: coming and going have a time."), code="day_missing"
            )
        return start, start + timedelta(days=1) if meeting_day(meeting) else timezone.now()
    first = min(start, meeting.starts_at or start) - BEFORE
    now = timezone.now()
    if meeting.entered_afterwards:
        return first, min((meeting.ends_at or start) + AFTER, now)
    return first, min(meeting.closed_at + AFTER, now) if meeting.closed_at else now


def _refusal(event: Report, invited: set[UUID], first: datetime, last: datetime) -> Refusal | None:
    if event.invitation not in invited:
        return Refusal(
            event.client_id, "not_invited", _("This person is not, or no longer, on the list of the invited.")
        )
    if event.kind not in AttendanceEvent.Kind.values or event.mode not in AttendanceEvent.Mode.values:
        return Refusal(
            event.client_id, "not_known", _("In or out, on site or online: nothing else can be recorded.")
        )
    return _wrong_time(event, first, last)


def _wrong_time(event: Report, first: datetime, last: datetime) -> Refusal | None:
    if first <= event.at <= last + CLOCK_AHEAD:
        return None
    told = {
        "at": timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M"),
        "first": timezone.localtime(first).strftime("%Y-%m-%d %H:%M"),
        "last": timezone.localtime(last).strftime("%Y-%m-%d %H:%M"),
    }
    return Refusal(
        event.client_id,
        "time_outside_meeting",
        _(
            "%(at)s cannot be: this meeting was attended between %(first)s and %(last)s. "
            "Check the clock of the device."
        )
        % told,
    )


def _require_possible(invitation: Invitation, report: Report, known: list[AttendanceEvent]) -> None:
    """One person's own event: possible by itself, and with what is known of them."""
    invited = set() if invitation.withdrawn_at else {invitation.pk}
    if (refusal := _refusal(report, invited, *_window(invitation.meeting))) is not None:
        raise InvalidError(refusal.message, code=refusal.code)
    stays = stays_of(
        Event(event.client_id, invitation.pk, event.kind, event.mode, event.at) for event in known
    ).get(invitation.pk, ())
    there = mode_at(stays, report.at)
    if report.kind == AttendanceEvent.Kind.IN and there == report.mode:
        since = next(stay.since for stay in stays if stay.covers(report.at))
        raise RuleError(
            _("%(person)s already checked in at %(time)s.")
            % {"person": invitation.person.name, "time": timezone.localtime(since).strftime("%H:%M")},
            code="already_checked_in",
            details={"since": since.isoformat()},
        )
    if report.kind == AttendanceEvent.Kind.OUT and there != report.mode:
        raise RuleError(
            _("%(person)s is not checked in, so there is nothing to check out.")
            % {"person": invitation.person.name},
            code="not_checked_in",
        )


def _row(meeting: Meeting, event: Report, actor: User | None) -> AttendanceEvent:
    return AttendanceEvent(
        id=new_id(),
        association_id=meeting.association_id,
        meeting=meeting,
        invitation_id=event.invitation,
        kind=event.kind,
        mode=event.mode,
        at=event.at,
        recorded_by=actor,
        client_id=event.client_id,
    )


def _store(meeting: Meeting, rows: list[AttendanceEvent], receipt: Receipt) -> None:
    """Insert what is new. Whose row stands under a ``client_id`` tells what was new, on every database."""
    if not rows:
        return
    AttendanceEvent.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    asked = {row.client_id: row.pk for row in rows}
    standing = dict(
        AttendanceEvent.objects.filter(meeting=meeting, client_id__in=asked).values_list("client_id", "pk")
    )
    for row in rows:
        where = receipt.stored if standing[row.client_id] == row.pk else receipt.known
        where.append(row.client_id)
