"""Builders for live meetings: who asked for the floor."""

from itertools import count
from typing import Any

from django.utils import timezone

from guildhall.live.models import Turn
from guildhall.meetings.models import Invitation, Meeting

_numbers = count(1)


def make_turn(invitation: Invitation | None, **details: Any) -> Turn:
    """Somebody who waits for the floor."""
    assert invitation is not None
    values = {
        "meeting": invitation.meeting,
        "association": invitation.association,
        "position": next(_numbers),
    }
    return Turn.objects.create(invitation=invitation, **values | details)


def make_speaking(invitation: Invitation | None, **details: Any) -> Turn:
    """Somebody who has the floor since now."""
    values = {"state": Turn.State.SPEAKING, "started_at": timezone.now()}
    return make_turn(invitation, **values | details)


def own_invitation(meeting: Meeting, user: Any) -> Invitation:
    """The first of the invited becomes this user."""
    invitation = meeting.invitations.select_related("person").order_by("rank").first()
    assert invitation is not None
    invitation.person = user.people.get(association=meeting.association)
    invitation.save(update_fields=["person"])
    invitation.meeting = meeting
    return invitation
