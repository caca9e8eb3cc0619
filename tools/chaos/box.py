"""The votes of the drill, from inside. Read by ``world`` after Django has started."""

import os
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from guildhall.accounts.actions import make_token
from guildhall.accounts.models import Association, User
from guildhall.meetings.actions import open_meeting
from guildhall.meetings.models import AttendanceEvent, Invitation, Meeting
from guildhall.registry.models import Body, Person
from guildhall.votes.keys import OPENING
from guildhall.votes.models import RollEntry, Vote
from guildhall.votes.sealing import has_key

VOTERS = 40


def build_session(association: Association, actor: User) -> dict[str, Any]:
    """A hybrid meeting in session with forty who have a vote and a token each, half of them in the room."""
    council = Body.objects.get(association=association, kind=Body.Kind.COUNCIL)
    now = timezone.now() - timedelta(minutes=10)
    meeting = Meeting.objects.create(
        association=association,
        body=council,
        name_zh="表决的会",
        mode=Meeting.Mode.HYBRID,
        state=Meeting.State.NOTIFIED,
        starts_at=now,
        ends_at=now + timedelta(hours=8),
        place_zh="会议室",
        notified_at=now,
    )
    tokens = [_voter(meeting, number) for number in range(VOTERS)]
    open_meeting(meeting, actor=actor)
    return {"session": str(meeting.pk), "voters": tokens}


def _voter(meeting: Meeting, number: int) -> str:
    association = meeting.association
    user = User.objects.create_user(f"voter{number}@example.org", uuid4().hex, name=f"Voter {number}")
    person = Person(association=association, name_zh=f"理事{number}", email=user.email, user=user).with_keys()
    person.save(force_insert=True)
    invitation = Invitation.objects.create(
        association=association, meeting=meeting, person=person, rank=number
    )
    AttendanceEvent.objects.create(
        association=association,
        meeting=meeting,
        invitation=invitation,
        kind=AttendanceEvent.Kind.IN,
        mode=AttendanceEvent.Mode.ONLINE if number % 2 else AttendanceEvent.Mode.ON_SITE,
        at=meeting.starts_at or timezone.now(),
        client_id=uuid4(),
    )
    return make_token(name="chaos", actor=user)[1]


def age_keys() -> None:
    """Let the time pass after which a key that belongs to no vote is one that a kill left behind."""
    past = (timezone.now() - 2 * OPENING).timestamp()
    for key in settings.VOTE_KEYS.glob("*.key"):
        os.utime(key, (past, past))


def told_votes() -> dict[str, Any]:
    """Every vote as it lies there, and how many keys do."""
    return {
        "votes": {str(vote.pk): _as_it_lies(vote) for vote in Vote.objects.all()},
        "keys": len(list(settings.VOTE_KEYS.glob("*.key"))),
    }


def _as_it_lies(vote: Vote) -> dict[str, Any]:
    is_open = vote.state == Vote.State.OPEN
    cast = vote.named_ballots if not vote.is_secret else vote.envelopes if is_open else vote.box
    return {
        "state": vote.state,
        "voted": vote.roll.filter(state=RollEntry.State.VOTED).count(),
        "ballots": cast.count(),
        "envelopes": vote.envelopes.count(),
        "phrases": list(vote.box.values_list("phrase", flat=True)),
        "counted": vote.tally.get("returned"),
        "key": has_key(vote.pk, folder=settings.VOTE_KEYS),
    }
