"""A meeting is cancelled or postponed, and whoever was told of it is told so."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.meetings.actions.meeting import facts_of, in_the_associations_time, require_possible
from guildhall.meetings.actions.notice import (
    issue_letter,
    require_in_time,
    tell_the_invited,
    told_now,
    withdraw_letter,
)
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.permissions import require_may_prepare
from guildhall.meetings.queries import notice_verdict

PREPARING = (Meeting.State.DRAFT, Meeting.State.NOTIFIED, Meeting.State.POSTPONED)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, actor: User) -> Meeting:
    """The meeting will not be held. Whoever was told of it is told so, with the reason.

    Refused without a reason and once the meeting has begun.
    """
    require_may_prepare(actor, meeting)
    _require_reason(reason)
    planned = Meeting.objects.filter(pk=meeting.pk, state__in=PREPARING)
    if not planned.update(
        state=Meeting.State.CANCELLED,
        state_reason=reason.strip(),
        notice_sequence=F("notice_sequence") + 1,
        version=F("version") + 1,
    ):
        raise _begun(meeting)
    meeting.refresh_from_db()
    withdraw_letter(meeting, _("The meeting was cancelled"), actor)
    if meeting.notified_at:
        tell_the_invited(meeting, actor)
    record("meeting.cancelled", actor=actor, subject=meeting, reason=reason.strip())
    return meeting


@transaction.atomic
def postpone_meeting(
    meeting: Meeting,
    *,
    reason: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    late_reason: str = "",
    actor: User,
) -> Meeting:
    """Put the meeting off to a later time, or until further notice. Whoever was told of it is told so.

    Earlier replies no longer count. Refused without a reason, once it has begun, for a time that is not
    later, and when the new time leaves less than the charter's notice period (see ``send_notice``).
    """
    require_may_prepare(actor, meeting)
    _require_reason(reason)
    meeting.refresh_from_db()
    if meeting.state not in PREPARING:
        raise _begun(meeting)
    _set_times(meeting, starts_at, ends_at)
    verdict = None
    if meeting.starts_at and meeting.notified_at:
        verdict = notice_verdict(meeting, meeting.starts_at, now=timezone.now())
    kept = require_in_time(meeting, verdict, late_reason, actor)
    put_off = Meeting.objects.filter(pk=meeting.pk, state=meeting.state, version=meeting.version)
    if not put_off.update(
        **_postponed(meeting, reason.strip()), notice_verdict=kept or meeting.notice_verdict
    ):
        raise _begun(meeting)
    meeting.refresh_from_db()
    Invitation.objects.filter(meeting=meeting).update(
        reply=Invitation.Reply.NONE, reason="", stand_in=None, replied_at=None, reminded_on=None
    )
    if meeting.notified_at:
        _renew_letter(meeting, actor)
        tell_the_invited(meeting, actor)
    record("meeting.postponed", actor=actor, subject=meeting, reason=reason.strip(), **facts_of(meeting))
    return meeting


def _set_times(meeting: Meeting, starts_at: datetime | None, ends_at: datetime | None) -> None:
    earlier = meeting.starts_at
    times = in_the_associations_time(meeting.body, {"starts_at": starts_at, "ends_at": ends_at})
    meeting.starts_at, meeting.ends_at = times["starts_at"], times["ends_at"]
    require_possible(meeting)
    if meeting.starts_at and earlier and meeting.starts_at <= earlier:
        raise InvalidError(
            _(
                "A meeting is postponed to a later time. To hold it earlier, change it and send the notice anew."
            ),
            code="not_later",
            details={"field": "starts_at"},
        )


def _postponed(meeting: Meeting, reason: str) -> dict[str, object]:
    """The values of the meeting after it was put off: with a new time it stands, without one it is open."""
    state = meeting.State.POSTPONED
    if meeting.starts_at:
        state = meeting.State.NOTIFIED if meeting.notified_at else meeting.State.DRAFT
    return {
        "state": state,
        "state_reason": reason,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "reply_by": None,
        # Without a new time the last one told is kept: it is what has to leave people's calendars.
        "notice_told": told_now(meeting)
        if meeting.starts_at and meeting.notified_at
        else meeting.notice_told,
        "notice_sequence": F("notice_sequence") + (1 if meeting.notified_at else 0),
        "version": F("version") + 1,
    }


def _renew_letter(meeting: Meeting, actor: User) -> None:
    if meeting.starts_at:
        issue_letter(meeting, actor)
    else:
        withdraw_letter(meeting, _("The meeting was postponed"), actor)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidError(
            _("Give the reason; the invited are told it."), code="reason_missing", details={"field": "reason"}
        )


def _begun(meeting: Meeting) -> RuleError:
    now = Meeting.objects.get(pk=meeting.pk)
    return RuleError(
        _("Only a meeting that has not begun can be called off. This one is: %(state)s.")
        % {"state": now.get_state_display()},
        code="not_in_preparation",
    )
