"""Who may open a vote, count, sign and see what came of it. Who may vote stands in the roll."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import require_changeable
from guildhall.core.errors import NotAllowedError
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.permissions import is_own_invitation, may_prepare, may_run
from guildhall.registry.queries import roster
from guildhall.votes.models import Candidate, Election, Teller, Vote


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


# Elections


def is_entitled(user: User, meeting: Meeting) -> bool:
    """Whether this person has a vote in the meeting: invited with one, in their place, or sitting in the body today."""
    invited = Invitation.objects.standing().filter(meeting=meeting)
    if invited.exists():
        mine = Q(person__user=user) | Q(stand_in__user=user)
        return invited.filter(mine, role=Invitation.Role.VOTING).exists()
    today = timezone.localdate(timezone=meeting.association.zone)
    lines = roster(meeting.body, today)
    return any(line.votes and line.person and line.person.user_id == user.pk for line in lines)


def may_nominate(user: User, election: Election) -> bool:
    """Whoever prepares the meeting while the list is open; until nominations close also who has a vote in it."""
    if election.state != Election.State.NOMINATING or election.association.is_record:
        return False
    meeting = election.motion.meeting
    if may_prepare(user, meeting):
        return True
    is_late = election.nominate_by is not None and election.nominate_by < timezone.now()
    return not is_late and is_entitled(user, meeting)


def require_may_nominate(user: User, election: Election) -> None:
    require_changeable(election.association)
    meeting = election.motion.meeting
    if may_prepare(user, meeting):
        return
    if not is_entitled(user, meeting):
        raise NotAllowedError(
            _("Candidates are nominated by those who have a vote in the meeting, or by whoever prepares it."),
            code="not_allowed",
        )
    if election.nominate_by is not None and election.nominate_by < timezone.now():
        raise NotAllowedError(
            _("Nominations closed. Whoever prepares the meeting can still enter them."),
            code="nominations_closed",
        )


def is_own_candidacy(user: User, candidate: Candidate) -> bool:
    return candidate.person.user_id is not None and candidate.person.user_id == user.pk


def may_answer(user: User, candidate: Candidate) -> bool:
    """The nominated person, or whoever prepares the meeting, with their answer at hand."""
    return is_own_candidacy(user, candidate) or may_prepare(user, candidate.election.motion.meeting)


def require_may_answer(user: User, candidate: Candidate) -> None:
    require_changeable(candidate.association)
    if not may_answer(user, candidate):
        raise NotAllowedError(
            _("The nominated person answers, or whoever prepares the meeting on their behalf."),
            code="not_allowed",
        )
