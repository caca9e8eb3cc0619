"""What this room puts on the pages of a meeting: the way to its live page."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from guildhall.core.slots import register
from guildhall.meetings.models import Meeting

SHOWN = (Meeting.State.NOTIFIED, Meeting.State.OPEN, Meeting.State.ADJOURNED, Meeting.State.CLOSED)


def live_ones(_request: HttpRequest, meetings: Sequence[Meeting]) -> Mapping[Hashable, Mapping[str, Any]]:
    """Nothing is asked: whoever sees the page of a meeting that was called sees it live."""
    return {
        meeting.pk: {} for meeting in meetings if meeting.state in SHOWN and not meeting.entered_afterwards
    }


register("meetings.session_actions", "live/slots/session_actions.html", live_ones)
register("meetings.tabs", "live/slots/tab.html", live_ones, order=10)
