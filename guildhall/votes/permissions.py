"""Who may open a vote, count, sign and see what came of it. Who may vote stands in the roll."""

from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import require_changeable
from guildhall.core.errors import NotAllowedError
from guildhall.meetings.models import Invitation
from guildhall.meetings.permissions import is_own_invitation, may_prepare, may_run
from guildhall.votes.models import Teller, Vote


def may_count(user: User, vote: Vote) -> bool:
    """Enter what was counted by hand: a teller of this vote; where none is named, whoever runs the meeting."""
    tellers = [teller.person.user_id for teller in vote.tellers.select_related("person")]
    return user.pk in tellers if tellers else may_run(user, vote.meeting)


def require_may_count(user: User, vote: Vote) -> None:
    require_changeable(vote.association)
    if not may_count(user, vote):
        raise NotAllowedError(
            _(
                "Counts are entered by the tellers of this vote; where none is named, by whoever runs the meeting."
            ),
            code="not_allowed",
        )


def require_may_sign(user: User, teller: Teller) -> None:
    """Only the scrutineer or teller signs, for themselves."""
    require_changeable(teller.association)
    if teller.person.user_id is None or teller.person.user_id != user.pk:
        raise NotAllowedError(_("Scrutineers and tellers sign for themselves."), code="not_allowed")


def may_give_proxy(user: User, giver: Invitation) -> bool:
    """Whose vote it is, or whoever prepares the meeting, with their letter at hand."""
    return is_own_invitation(user, giver) or may_prepare(user, giver.meeting)


def require_may_give_proxy(user: User, giver: Invitation) -> None:
    require_changeable(giver.association)
    if not may_give_proxy(user, giver):
        raise NotAllowedError(
            _(
                "A vote is entrusted by the one whose it is, or by whoever prepares the meeting, with their letter."
            ),
            code="not_allowed",
        )
