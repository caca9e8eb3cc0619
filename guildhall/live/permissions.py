"""Who follows a live meeting, and who gives the floor. Running it is as in ``meetings``."""

from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import require_changeable
from guildhall.core.errors import NotAllowedError
from guildhall.live.models import Turn
from guildhall.meetings.models import Invitation
from guildhall.meetings.permissions import may_run


def holds(user: User, invitation: Invitation) -> bool:
    """Whether they take part on this invitation: the invited person, or whom they sent."""
    return user.pk in [
        person.user_id for person in (invitation.person, invitation.stand_in) if person is not None
    ]


def may_ask(user: User, invitation: Invitation) -> bool:
    """Ask for the floor: whoever takes part, for themselves; for anybody invited, whoever runs the meeting."""
    own = holds(user, invitation) and invitation.role != Invitation.Role.GUEST
    return own or may_run(user, invitation.meeting)


def require_may_ask(user: User, invitation: Invitation) -> None:
    require_changeable(invitation.association)
    if not may_ask(user, invitation):
        raise NotAllowedError(
            _(
                "You ask for the floor for yourself; for others and for guests, whoever runs the meeting does."
            ),
            code="not_allowed",
        )


def require_may_withdraw(user: User, turn: Turn) -> None:
    """Take a request back: whose it is, or whoever runs the meeting."""
    require_changeable(turn.association)
    if not (holds(user, turn.invitation) or may_run(user, turn.meeting)):
        raise NotAllowedError(
            _("A request to speak is taken back by whoever made it, or by whoever runs the meeting."),
            code="not_allowed",
        )
