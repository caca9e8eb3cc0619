"""A motion on a page of its own: words, amendments, recusals, rules, who counts now."""

from dataclasses import dataclass

from guildhall.accounts.models import User
from guildhall.meetings.models import Amendment, Invitation, Meeting, Motion, Recusal
from guildhall.meetings.permissions import may_publish, may_run
from guildhall.meetings.queries.amendment import MotionChange, amendment_list, motion_versions
from guildhall.meetings.queries.invitation import own_invitation
from guildhall.meetings.queries.motion import MotionRules, kind_label, motion_rules
from guildhall.meetings.queries.recusal import Bases, bases_of, recusal_list


@dataclass(frozen=True)
class MotionPage:
    """Everything that the page of a motion shows, for one reader. ``bases`` is None once nothing is to be decided."""

    motion: Motion
    kind: str
    rules: MotionRules
    bases: Bases | None
    versions: list[MotionChange]
    amendments: list[Amendment]
    recusals: list[Recusal]
    own: Invitation | None
    may_run: bool
    may_publish: bool

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed, amended and recused from."""
        return self.motion.state == Motion.State.PUT

    @property
    def has_a_vote(self) -> bool:
        return self.own is not None and self.own.role == Invitation.Role.VOTING

    @property
    def may_propose(self) -> bool:
        over = (Meeting.State.CLOSED, Meeting.State.CANCELLED)
        meeting = self.motion.meeting
        takes_place = meeting.state not in over or meeting.is_being_entered
        return self.is_open and takes_place and (self.may_run or self.has_a_vote)

    @property
    def own_recusal(self) -> Recusal | None:
        if self.own is None:
            return None
        return next((one for one in self.recusals if one.invitation_id == self.own.pk), None)

    @property
    def may_recuse(self) -> bool:
        return self.is_open and (self.may_run or (self.has_a_vote and self.own_recusal is None))

    @property
    def decides_now(self) -> bool:
        """Whether it can be decided on the spot at this moment: in session, with a quorum, in an open way."""
        in_session = self.motion.meeting.state == Meeting.State.OPEN
        quorum = self.bases is not None and self.bases.quorum.ok is not False
        return self.is_open and in_session and quorum and bool(self.rules.by_hand)


def motion_page(motion: Motion, *, viewer: User) -> MotionPage:
    """A motion for one reader; a fixed number of queries."""
    meeting = motion.meeting
    undecided = motion.state in (Motion.State.PUT, Motion.State.VOTING)
    recusals = list(recusal_list(motion))
    out = {one.invitation_id for one in recusals}
    bases = bases_of(motion, out=out) if undecided and not meeting.entered_afterwards else None
    return MotionPage(
        motion=motion,
        kind=kind_label(motion.kind),
        rules=motion_rules(motion),
        bases=bases,
        versions=motion_versions(motion),
        amendments=list(amendment_list(motion)),
        recusals=recusals,
        own=_own(bases, viewer) if bases else own_invitation(meeting, viewer),
        may_run=may_run(viewer, meeting),
        may_publish=may_publish(viewer, meeting),
    )


def _own(bases: Bases, viewer: User) -> Invitation | None:
    """The reader's invitation among those that were read anyway, or the one that they stand in for."""
    for invitation in bases.presence.invitations:
        people = (invitation.person, invitation.stand_in)
        if any(person is not None and person.user_id == viewer.pk for person in people):
            return invitation
    return None
