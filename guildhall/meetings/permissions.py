"""Who may prepare, read and take part in a meeting. Powers come from posts; see accounts.powers."""

from hmac import compare_digest

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.meetings.models import Amendment, Invitation, Meeting, Minutes, Motion
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


def may_run(user: User, meeting: Meeting) -> bool:
    """Open, call items, put and decide motions, close: whoever prepares the meeting, its chair, its recorder."""
    if may_prepare(user, meeting):
        return True
    runners = [person for person in (meeting.chair, meeting.recorder) if person is not None]
    return any(person.user_id is not None and person.user_id == user.pk for person in runners)


def require_may_run(user: User, meeting: Meeting) -> None:
    require_changeable(meeting.association)
    if not may_run(user, meeting):
        raise NotAllowedError(
            _("Only the chair, the recorder or whoever convenes meetings of this body may do this."),
            code="not_allowed",
        )


def may_read_session(user: User, meeting: Meeting) -> bool:
    """See what goes on in a meeting that one may see: everyone but those who are there as guests only."""
    if may_read_all(user, meeting) or may_run(user, meeting):
        return True
    return not (
        Invitation.objects.standing()
        .filter(meeting=meeting, role=Invitation.Role.GUEST, person__user=user)
        .exists()
    )


def may_read_minutes(user: User, minutes: Minutes) -> bool:
    """Approved minutes: everyone who may see what went on. Drafts: those who write, read all or approve."""
    if minutes.state == Minutes.State.APPROVED:
        return may_read_session(user, minutes.meeting)
    return may_read_all(user, minutes.meeting) or may_approve_minutes(user, minutes.meeting)


def may_approve_minutes(user: User, meeting: Meeting) -> bool:
    """The chair of the meeting, or who holds DECIDE over its body."""
    chairs = meeting.chair is not None and meeting.chair.user_id == user.pk
    return chairs or may(user, Power.DECIDE, meeting.association, meeting.body_id)


def require_may_approve_minutes(user: User, meeting: Meeting) -> None:
    require_changeable(meeting.association)
    if not may_approve_minutes(user, meeting):
        raise NotAllowedError(
            _("Minutes are approved by the chair of the meeting or by whoever decides for the body."),
            code="not_allowed",
        )


def may_publish(user: User, meeting: Meeting) -> bool:
    return may(user, Power.PUBLISH, meeting.association, meeting.body_id)


def require_may_publish(user: User, meeting: Meeting) -> None:
    require_may(user, Power.PUBLISH, meeting.association, meeting.body_id)


def require_open_for_change(meeting: Meeting) -> None:
    """Refuse any change of a meeting whose minutes were approved. Asked inside the action's transaction.

    Takes the meeting's row first, as the approval does, so that of a change and an approval at the same
    moment one comes first and the other sees it.
    """
    approved = Minutes.objects.filter(meeting=OuterRef("pk"), state=Minutes.State.APPROVED)
    taken = Meeting.objects.select_for_update().annotate(locked=Exists(approved))
    if taken.values_list("locked", flat=True).get(pk=meeting.pk):
        raise RuleError(
            _("The minutes of this meeting were approved; nothing of it can be changed any more."),
            code="minutes_approved",
        )


def require_may_check_in(user: User | None, invitation: Invitation, key: str) -> None:
    """The key of the invitation, the invited person signed in, or whoever runs the meeting."""
    require_changeable(invitation.association)
    if key and compare_digest(key.encode(), invitation.check_in_key.encode()):
        return
    if user is None or not (is_own_invitation(user, invitation) or may_run(user, invitation.meeting)):
        raise NotAllowedError(_("Check in with the code of your own invitation."), code="not_allowed")


def has_a_vote(user: User, meeting: Meeting) -> bool:
    """Whether the user is invited with a vote, or stands in for somebody who is."""
    theirs = Q(person__user=user) | Q(stand_in__user=user, reply=Invitation.Reply.STAND_IN)
    return Invitation.objects.entitled().filter(theirs, meeting=meeting).exists()


def may_propose_amendment(user: User, motion: Motion) -> bool:
    """Whoever has a vote in the meeting, and whoever runs it for them."""
    return may_run(user, motion.meeting) or has_a_vote(user, motion.meeting)


def require_may_propose_amendment(user: User, motion: Motion) -> None:
    require_changeable(motion.association)
    if not may_propose_amendment(user, motion):
        raise NotAllowedError(
            _("Amendments are proposed by those who have a vote in this meeting, or by whoever runs it."),
            code="not_allowed",
        )


def may_withdraw_amendment(user: User, amendment: Amendment) -> bool:
    """Whoever proposed it, or entered it, or runs the meeting."""
    proposer = amendment.proposer
    own = proposer is not None and proposer.user_id is not None and proposer.user_id == user.pk
    return own or amendment.proposed_by_id == user.pk or may_run(user, amendment.motion.meeting)


def require_may_withdraw_amendment(user: User, amendment: Amendment) -> None:
    require_changeable(amendment.association)
    if not may_withdraw_amendment(user, amendment):
        raise NotAllowedError(_("Only whoever proposed the amendment may take it back."), code="not_allowed")


def require_may_declare_recusal(user: User, motion: Motion, invitation: Invitation) -> None:
    """Everyone for themselves; whoever runs the meeting for those who said so there."""
    require_changeable(motion.association)
    stands_in = invitation.stand_in is not None and invitation.stand_in.user_id == user.pk
    own = is_own_invitation(user, invitation) or stands_in
    if not (own or may_run(user, motion.meeting)):
        raise NotAllowedError(
            _("You may declare your own recusal; for others whoever runs the meeting enters it."),
            code="not_allowed",
        )


def may_keep_register(user: User, body: Body) -> bool:
    """Say what supersedes or ends a resolution, and print it: CONVENE over the body."""
    return may(user, Power.CONVENE, body.association, body.pk)


def require_may_keep_register(user: User, body: Body) -> None:
    require_may(user, Power.CONVENE, body.association, body.pk)
