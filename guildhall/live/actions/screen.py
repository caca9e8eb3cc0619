"""The address for the screen in the hall: whoever has it sees the meeting on it, and nothing else."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import RuleError
from guildhall.live.models import ScreenLink
from guildhall.live.queries.screen import digest_of_key
from guildhall.meetings.models import Meeting
from guildhall.meetings.permissions import require_may_run, require_open_for_change


@transaction.atomic
def make_screen_link(meeting: Meeting, *, actor: User) -> str:
    """A new key for the screen; an earlier one stops working. Returned once, stored as a hash.

    Refused once the meeting is over.
    """
    require_may_run(actor, meeting)
    require_open_for_change(meeting)
    meeting.refresh_from_db()
    if meeting.state not in (Meeting.State.NOTIFIED, Meeting.State.OPEN, Meeting.State.ADJOURNED):
        raise RuleError(
            _("The screen is for a meeting that is to come or in session. This one is: %(state)s.")
            % {"state": meeting.get_state_display()},
            code="no_screen_now",
        )
    key = secrets.token_urlsafe(18)
    link, _made = ScreenLink.objects.update_or_create(
        meeting=meeting, defaults={"association": meeting.association, "digest": digest_of_key(key)}
    )
    record("screen_link.made", actor=actor, subject=link, meeting=str(meeting.pk))
    return key


@transaction.atomic
def end_screen_link(meeting: Meeting, *, actor: User) -> None:
    """The address stops working; without one nothing happens."""
    require_may_run(actor, meeting)
    link = ScreenLink.objects.filter(meeting=meeting).first()
    if link is not None:
        ScreenLink.objects.filter(pk=link.pk).delete()
        record("screen_link.ended", actor=actor, subject=link, meeting=str(meeting.pk))
