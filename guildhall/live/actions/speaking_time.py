from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError
from guildhall.live.models import SpeakingTime
from guildhall.meetings import pulse
from guildhall.meetings.models import AgendaItem, Meeting
from guildhall.meetings.permissions import require_may_run, require_open_for_change

SHORTEST, LONGEST = 10, 7200


@transaction.atomic
def set_speaking_time(
    meeting: Meeting, *, seconds: int | None, item: AgendaItem | None = None, actor: User
) -> SpeakingTime | None:
    """How long one may speak, throughout the meeting or to one item; None: there is no limit of its own.

    Holds for whoever is called from now on. Refused for an item of another meeting and for impossible times.
    """
    require_may_run(actor, meeting)
    require_open_for_change(meeting)
    if item is not None and item.meeting_id != meeting.pk:
        raise InvalidError(
            _("The agenda item belongs to another meeting."),
            code="item_of_elsewhere",
            details={"field": "item"},
        )
    if seconds is not None and not SHORTEST <= seconds <= LONGEST:
        raise InvalidError(
            _("One speaks between ten seconds and two hours. Leave it empty for no limit."),
            code="time_impossible",
            details={"field": "minutes"},
        )
    held = SpeakingTime.objects.filter(meeting=meeting, item=item)
    held.delete()
    chosen = None
    if seconds is not None:
        chosen = SpeakingTime.objects.create(
            association=meeting.association, meeting=meeting, item=item, seconds=seconds
        )
    pulse.changed(meeting)
    record("speaking_time.set", actor=actor, subject=item or meeting, seconds=seconds)
    return chosen
