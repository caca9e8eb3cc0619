"""The invited answer: coming, excused, or a stand-in; and are reminded."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import require_changeable
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.meetings import notices
from guildhall.meetings.models import Invitation, InvitationQuerySet, Meeting
from guildhall.meetings.permissions import is_own_invitation, require_may_prepare, require_may_reply
from guildhall.meetings.queries import invitation_by_token, possible_stand_ins, stand_in_rule
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Person


class ReplyDetails(TypedDict, total=False):
    """``reason`` for an excuse, or the letter that names the stand-in."""

    reply: str
    reason: str
    stand_in: Person | None


@transaction.atomic
def reply_to_invitation(
    invitation: Invitation, *, actor: User, **details: Unpack[ReplyDetails]
) -> Invitation:
    """The invited person answers, or whoever prepares the meeting answers for them. May be changed later.

    Refused once the meeting has begun (for the invited) or is over, for an excuse without a reason, and
    for a stand-in that the seat or the charter does not allow.
    """
    require_may_reply(actor, invitation)
    own = is_own_invitation(actor, invitation)
    _require_reply_open(invitation, for_others=not own)
    _store_reply(invitation, details)
    by = "invited" if own else "on_behalf"
    record("invitation.replied", actor=actor, subject=invitation, reply=invitation.reply, by=by)
    return invitation


@transaction.atomic
def reply_by_link(association: Association, token: str, **details: Unpack[ReplyDetails]) -> Invitation:
    """The invited person answers by the link of their mail, without signing in."""
    require_changeable(association)
    invitation = invitation_by_token(association, token)
    if invitation is None:
        raise NotAllowedError(
            _("This link is not valid, or the invitation was withdrawn."), code="link_not_valid"
        )
    _require_reply_open(invitation, for_others=False)
    _store_reply(invitation, details)
    record("invitation.replied", actor=None, subject=invitation, reply=invitation.reply, by="link")
    return invitation


@transaction.atomic
def remind_unanswered(meeting: Meeting, *, actor: User) -> int:
    """Remind everyone who was told of the meeting and has not answered; each at most once a day.

    Returns how many were reminded. Refused unless the notice is out, and when nobody is left to remind today.
    """
    require_may_prepare(actor, meeting)
    meeting.refresh_from_db()
    if meeting.state != Meeting.State.NOTIFIED:
        raise RuleError(
            _("Reminders go out after the notice and before the meeting begins."), code="not_notified"
        )
    today = timezone.localdate(timezone=meeting.association.zone)
    waiting = unanswered(meeting, today)
    people = list(waiting.select_related("person__user", "meeting__body", "meeting__association"))
    give_notices(meeting.association, [notices.reminder(invitation, today) for invitation in people])
    reminded: int = waiting.filter(pk__in=[invitation.pk for invitation in people]).update(reminded_on=today)
    if not reminded:
        raise RuleError(_("Everyone has answered or was reminded today already."), code="nobody_to_remind")
    record("meeting.reminded", actor=actor, subject=meeting, reminded=reminded)
    return reminded


def unanswered(meeting: Meeting, today: date) -> InvitationQuerySet:
    """Those who were told, have not answered, and were not reminded today."""
    told = Invitation.objects.standing().filter(meeting=meeting, notified_at__isnull=False)
    return told.filter(reply=Invitation.Reply.NONE).exclude(reminded_on=today)


def _require_reply_open(invitation: Invitation, *, for_others: bool) -> None:
    meeting = Meeting.objects.get(pk=invitation.meeting_id)
    states = {Meeting.State.NOTIFIED}
    if for_others:
        states |= {Meeting.State.DRAFT, Meeting.State.OPEN, Meeting.State.ADJOURNED}
    if meeting.state not in states and not (for_others and meeting.is_being_entered):
        raise RuleError(
            _("Replies are no longer taken: the meeting is %(state)s. Please call the secretariat.")
            % {"state": meeting.get_state_display()},
            code="replies_closed",
        )


def _store_reply(invitation: Invitation, details: ReplyDetails) -> None:
    reply, reason = details.get("reply", ""), details.get("reason", "").strip()
    stand_in = details.get("stand_in") if reply == Invitation.Reply.STAND_IN else None
    if reply not in (Invitation.Reply.COMING, Invitation.Reply.EXCUSED, Invitation.Reply.STAND_IN):
        raise InvalidError(
            _("Choose: coming, excused, or a stand-in."), code="reply_missing", details={"field": "reply"}
        )
    if reply == Invitation.Reply.EXCUSED and not reason:
        raise InvalidError(
            _("Please say why you cannot come."), code="reason_missing", details={"field": "reason"}
        )
    if reply == Invitation.Reply.STAND_IN:
        _require_stand_in(invitation, stand_in, reason)
    standing = Invitation.objects.standing().filter(pk=invitation.pk)
    if not standing.update(reply=reply, reason=reason, stand_in=stand_in, replied_at=timezone.now()):
        raise RuleError(_("This invitation was withdrawn."), code="invitation_withdrawn")
    invitation.refresh_from_db()


def _require_stand_in(invitation: Invitation, stand_in: Person | None, letter: str) -> None:
    meeting = invitation.meeting
    has_vote = invitation.role == Invitation.Role.VOTING
    rule = stand_in_rule(meeting) if has_vote else ""
    if has_vote and (invitation.seat is None or invitation.seat.organization_id is None):
        raise RuleError(
            _("This seat belongs to the person, not to a unit; nobody can stand in on it."),
            code="personal_seat",
        )
    if rule == "never":
        raise RuleError(
            _("The charter does not allow stand-ins in %(body)s.") % {"body": meeting.body.name},
            code="stand_ins_not_allowed",
        )
    if stand_in is None or not possible_stand_ins(invitation).filter(pk=stand_in.pk).exists():
        raise InvalidError(
            _(
                "Choose a stand-in of your own unit who is not invited. Ask the secretariat to add who is missing."
            ),
            code="stand_in_not_possible",
            details={"field": "stand_in"},
        )
    taken = Invitation.objects.standing().filter(meeting=meeting, stand_in=stand_in).exclude(pk=invitation.pk)
    if taken.exists():
        raise RuleError(
            _("%(person)s already stands in for somebody else.") % {"person": stand_in.name},
            code="stands_in_already",
        )
    if rule == "written" and not letter:
        raise InvalidError(
            _("The charter asks for a stand-in in writing. Say which letter names them."),
            code="letter_missing",
            details={"field": "reason"},
        )
