"""Builders for votes: a council in a hybrid meeting, its members with their devices, a motion, an open vote."""

from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.meetings import actions as meeting_actions
from guildhall.meetings.models import Invitation, Meeting, Motion
from guildhall.meetings.tests.make import make_charter_profile, make_invitation, make_meeting
from guildhall.meetings.tests.make_session import HALF, RULES, SOURCE, make_clerk, make_event, make_motion
from guildhall.registry.models import Body, Person
from guildhall.registry.tests.make import make_association, make_body, make_user_with_powers
from guildhall.votes import actions
from guildhall.votes.models import RollEntry, Vote

STATED = {"confidence": "C", "source": SOURCE}
WAYS = ["show_of_hands", "paper", "named_electronic", "secret_electronic"]
VOTING_RULES = RULES | {
    "bodies.council.majority": HALF | {"base": "present"},
    "bodies.council.proxies": STATED | {"value": "written"},
    "motions.ordinary.ways": STATED | {"value": WAYS},
}


def make_voting_council(association: Association | None = None, **rules: Any) -> Body:
    """A council that may vote in every way and by proxy; more than half of those present carry a motion."""
    association = association or make_association()
    profile = {"key": "own", "name": {"zh": "本会章程", "en": "Own charter"}, "rules": VOTING_RULES | rules}
    make_charter_profile(association, rules=profile)
    return make_body(association)


def make_assembled(
    body: Body | None = None, *, in_room: int = 2, online: int = 2, absent: int = 0, **details: Any
) -> Meeting:
    """A meeting in session: so many voters in the room, online and absent, each of them able to sign in."""
    body = body or make_voting_council()
    now = details.pop("mode", "hybrid")
    meeting = make_meeting(body, state=Meeting.State.NOTIFIED, mode=now, starts_at=None, **details)
    for mode in ["on_site"] * in_room + ["online"] * online + [""] * absent:
        make_voter(meeting, mode)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=meeting.body.association.created_at)
    meeting.refresh_from_db()
    return meeting_actions.open_meeting(meeting, actor=make_clerk(meeting))


def make_voter(meeting: Meeting, mode: str = "online", person: Person | None = None) -> Invitation:
    """Somebody with a vote and an account, there by this mode, or not yet where it is empty."""
    user = make_user_with_powers(meeting.association)
    invitation = make_invitation(meeting, person or user.people.get())
    if mode:
        make_event(invitation, mode=mode)
    return invitation


def make_guest(meeting: Meeting) -> User:
    """Somebody who belongs to the association and has no vote in the meeting."""
    return make_user_with_powers(meeting.association)


def make_vote(meeting: Meeting | None = None, motion: Motion | None = None, **details: Any) -> Vote:
    """An open vote: by devices in the room and online, named, unless told otherwise."""
    motion = motion or make_motion(meeting or make_assembled())
    means = {"in_room": "device", "online": "device"} | details
    return actions.open_vote(motion, **means, actor=make_clerk(motion.meeting))


def voters_of(vote: Vote) -> list[User]:
    """Everybody on the roll who may vote, in its order."""
    rows = vote.roll.filter(state=RollEntry.State.MAY_VOTE).select_related("voter__user")
    return list(dict.fromkeys(row.voter.user for row in rows if row.voter.user))


def cast_all(vote: Vote, marks: str = "for") -> list[str]:
    """Everybody who may vote does; the phrases of their receipts."""
    vote.refresh_from_db()
    receipts = [actions.cast_ballot(vote, marks=marks, actor=user) for user in voters_of(vote)]
    return [phrase for receipt in receipts for phrase in receipt.phrases]


def make_closed(vote: Vote | None = None, *, marks: str = "for", **details: Any) -> Vote:
    """A closed vote, not yet declared, in which everybody voted alike."""
    vote = vote or make_vote(**details)
    cast_all(vote, marks)
    return actions.close_vote(vote, actor=make_clerk(vote.meeting))
