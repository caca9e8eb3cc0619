"""Who may prepare, read and take part in a meeting. Powers come from posts; see accounts.powers."""

from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power
from guildhall.core.errors import NotAllowedError
from guildhall.meetings.models import Invitation, Meeting
from guildhall.registry.models import Body


def may_convene(user: User, body: Body) -> bool:
    return may(user, Power.CONVENE, body.association, body.pk)


def require_may_convene(user: User, body: Body) -> None:
    """CONVENE over the body; refused in a read-only record."""
    require_may(user, Power.CONVENE, body.association, body.pk)


def may_prepare(user: User, meeting: Meeting) -> bool:
    """Prepare the meeting, keep its attendance, write its minutes: CONVENE over its body."""
    return may(user, Power.CONVENE, meeting.association, meeting.body_id)


def require_may_prepare(user: User, meeting: Meeting) -> None:
    require_may(user, Power.CONVENE, meeting.association, meeting.body_id)


def may_read_all(user: User, meeting: Meeting) -> bool:
    """See everything of the meeting, drafts too: READ or CONVENE over its body."""
    return may(user, Power.READ, meeting.association, meeting.body_id) or may_prepare(user, meeting)


def is_own_invitation(user: User, invitation: Invitation) -> bool:
    return invitation.person.user_id is not None and invitation.person.user_id == user.pk


def may_reply(user: User, invitation: Invitation) -> bool:
    """The invited person, or the secretariat on their behalf."""
    return is_own_invitation(user, invitation) or may_prepare(user, invitation.meeting)


def require_may_reply(user: User, invitation: Invitation) -> None:
    require_changeable(invitation.association)
    if not may_reply(user, invitation):
        raise NotAllowedError(
            _("Only the invited person, or whoever prepares the meeting, may answer this invitation."),
            code="not_allowed",
        )
