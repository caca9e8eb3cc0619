"""The course of a meeting: opened when enough are there, item by item, adjourned, resumed, closed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import RuleError
from guildhall.core.models import in_language
from guildhall.meetings import pulse
from guildhall.meetings.actions.attendance import BEFORE
from guildhall.meetings.models import AgendaItem, Meeting, Motion, SessionStep
from guildhall.meetings.permissions import require_may_run, require_open_for_change
from guildhall.meetings.queries import Presence, presence_of

SITTING = (Meeting.State.OPEN, Meeting.State.ADJOURNED)
UNDECIDED = (Motion.State.PUT, Motion.State.VOTING)


@transaction.atomic
def open_meeting(meeting: Meeting, *, actor: User) -> Meeting:
    """The meeting begins. Who is entitled is kept as it stands now, with the verdict that was applied.

    Refused without the quorum that the charter asks for (the sentence says how many are missing), before the
    notice went out, long before the time it was called for, and when it has begun already.
    """
    require_may_run(actor, meeting)
    require_open_for_change(meeting)
    meeting.refresh_from_db()
    _require_its_time(meeting)
    presence = presence_of(meeting)
    _require_quorum(presence)
    now = timezone.now()
    waiting = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.NOTIFIED)
    if not waiting.update(
        state=Meeting.State.OPEN, opened_at=now, roster=_snapshot(presence, now), version=F("version") + 1
    ):
        raise _not_now(meeting)
    meeting.refresh_from_db()
    verdict = presence.verdict.as_data()
    _step(meeting, SessionStep.Kind.OPENED, now, verdict=verdict)
    record("meeting.opened", actor=actor, subject=meeting, verdict=verdict)
    return meeting


@transaction.atomic
def call_item(item: AgendaItem, *, actor: User) -> SessionStep:
    """The meeting turns to this item; the screen and the minutes show since when."""
    meeting = item.meeting
    require_may_run(actor, meeting)
    require_open_for_change(meeting)
    _require_state(meeting, Meeting.State.OPEN)
    step = _step(meeting, SessionStep.Kind.ITEM, timezone.now(), item=item)
    record("agenda_item.called", actor=actor, subject=item, meeting=str(meeting.pk))
    return step


@transaction.atomic
def adjourn_meeting(meeting: Meeting, *, reason: str = "", actor: User) -> Meeting:
    """A pause: nothing is decided until the meeting is resumed."""
    require_may_run(actor, meeting)
    require_open_for_change(meeting)
    _turn(meeting, (Meeting.State.OPEN,), state=Meeting.State.ADJOURNED)
    _step(meeting, SessionStep.Kind.ADJOURNED, timezone.now(), reason=reason.strip())
    record("meeting.adjourned", actor=actor, subject=meeting, reason=reason.strip())
    return meeting


@transaction.atomic
def resume_meeting(meeting: Meeting, *, actor: User) -> Meeting:
    """The meeting goes on after a pause. Refused without the quorum, as at the opening."""
    require_may_run(actor, meeting)
    require_open_for_change(meeting)
    meeting.refresh_from_db()
    presence = presence_of(meeting)
    _require_quorum(presence)
    _turn(meeting, (Meeting.State.ADJOURNED,), state=Meeting.State.OPEN)
    verdict = presence.verdict.as_data()
    _step(meeting, SessionStep.Kind.RESUMED, timezone.now(), verdict=verdict)
    record("meeting.resumed", actor=actor, subject=meeting, verdict=verdict)
    return meeting


@transaction.atomic
def close_meeting(meeting: Meeting, *, actor: User) -> Meeting:
    """The meeting is over; whoever was still there has left with it.

    Refused while a motion waits or is being voted on: decide it or withdraw it first.
    """
    require_may_run(actor, meeting)
    require_open_for_change(meeting)
    waiting = Motion.objects.filter(meeting=meeting, state__in=UNDECIDED).count()
    if waiting:
        raise RuleError(
            _("%(count)s motions are still undecided. Decide or withdraw them, then close the meeting.")
            % {"count": waiting},
            code="motions_undecided",
            details={"undecided": waiting},
        )
    now = timezone.now()
    _turn(meeting, SITTING, state=Meeting.State.CLOSED, closed_at=now)
    _step(meeting, SessionStep.Kind.CLOSED, now)
    record("meeting.closed", actor=actor, subject=meeting)
    return meeting


def _require_its_time(meeting: Meeting) -> None:
    if meeting.state == Meeting.State.DRAFT:
        raise RuleError(
            _("The notice of this meeting has not gone out. Send it before you open the meeting."),
            code="notice_missing",
        )
    if meeting.state != Meeting.State.NOTIFIED:
        raise _not_now(meeting)
    if meeting.starts_at and timezone.now() < meeting.starts_at - BEFORE:
        raise RuleError(
            _("The meeting is called for %(time)s; it cannot be opened that long before.")
            % {"time": timezone.localtime(meeting.starts_at).strftime("%Y-%m-%d %H:%M")},
            code="too_early",
        )


def _require_quorum(presence: Presence) -> None:
    # None is "the charter lays nothing down", which keeps nobody from meeting.
    if presence.verdict.ok is False:
        sentence = presence.verdict.sentence
        raise RuleError(
            in_language(sentence.zh, sentence.en),
            code="no_quorum",
            details={"verdict": presence.verdict.as_data()},
        )


def _require_state(meeting: Meeting, *states: str) -> None:
    meeting.refresh_from_db()
    if meeting.state not in states:
        raise _not_now(meeting)


def _turn(meeting: Meeting, states: tuple[str, ...], **changes: Any) -> None:
    claimed = Meeting.objects.filter(pk=meeting.pk, state__in=states)
    changed = claimed.update(version=F("version") + 1, **changes)
    meeting.refresh_from_db()
    if not changed:
        raise _not_now(meeting)


def _not_now(meeting: Meeting) -> RuleError:
    meeting.refresh_from_db()
    return RuleError(
        _("This cannot be done now: the meeting is %(state)s.") % {"state": meeting.get_state_display()},
        code="wrong_state",
        details={"state": meeting.state},
    )


def _step(meeting: Meeting, kind: str, at: datetime, **details: Any) -> SessionStep:
    pulse.changed(meeting)
    return SessionStep.objects.create(
        association=meeting.association, meeting=meeting, kind=kind, at=at, **details
    )


def _snapshot(presence: Presence, now: datetime) -> dict[str, Any]:
    """Who was entitled and who was there when the meeting opened, as plain JSON."""
    lines = [
        {
            "invitation": str(line.invitation.pk),
            "person": str(line.invitation.person_id),
            "name_zh": line.invitation.person.name_zh,
            "name_en": line.invitation.person.name_en,
            "role": line.invitation.role,
            "votes": line.votes,
            "mode": line.mode or "",
        }
        for line in presence.lines
    ]
    return presence.entitlement.as_data() | {
        "at": now.isoformat(),
        "on_site": presence.voting.on_site,
        "online": presence.voting.online,
        "verdict": presence.verdict.as_data(),
        "lines": lines,
    }
