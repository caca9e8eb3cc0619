"""Builders for meetings in session: who is there, what is put to them."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.meetings import actions
from guildhall.meetings.actions import Report
from guildhall.meetings.models import AttendanceEvent, Invitation, Meeting, Motion
from guildhall.meetings.tests.make import make_charter_profile, make_invitation, make_meeting
from guildhall.registry.models import Body
from guildhall.registry.tests.make import make_association, make_body, make_user_with_powers

SOURCE = {"zh": "章程第十条", "en": "Charter, article 10"}
TWO_THIRDS = {"value": "2/3", "operator": ">=", "confidence": "B", "source": SOURCE}
HALF = TWO_THIRDS | {"value": "1/2", "operator": ">"}
RULES = {
    "bodies.council.quorum": TWO_THIRDS | {"base": "entitled"},
    "bodies.council.majority": TWO_THIRDS | {"base": "present"},
    "bodies.other.quorum": TWO_THIRDS | {"base": "entitled"},
    "bodies.other.majority": HALF | {"base": "present"},
    "motions.ordinary.ways": {
        "value": ["show_of_hands", "consensus", "paper"],
        "confidence": "C",
        "source": SOURCE,
    },
    "motions.election.secret": {"value": True, "confidence": "B", "source": SOURCE},
    "motions.dues_standard.secret": {"value": True, "confidence": "B", "source": SOURCE},
    "motions.dues_standard.bodies": {"value": ["assembly"], "confidence": "B", "source": SOURCE},
    "motions.charter_change.majority": TWO_THIRDS | {"base": "entitled"},
}


def make_council(association: Association | None = None) -> Body:
    """A council whose charter asks for two thirds of the entitled, and of the present."""
    association = association or make_association()
    rules = {"key": "own", "name": {"zh": "本会章程", "en": "Own charter"}, "rules": RULES}
    make_charter_profile(association, rules=rules)
    return make_body(association)


def make_sitting(body: Body | None = None, *, entitled: int = 3, present: int = 0, **details: Any) -> Meeting:
    """A meeting of today whose notice went out, with so many entitled and so many of them there."""
    now = timezone.now().replace(microsecond=0)
    values = {"state": Meeting.State.NOTIFIED, "starts_at": now - timedelta(minutes=30)}
    meeting = make_meeting(body or make_council(), **values | details)
    for place in range(entitled):
        invitation = make_invitation(meeting)
        if place < present:
            make_event(invitation)
    return meeting


def make_open(body: Body | None = None, *, entitled: int = 3, present: int = 3, **details: Any) -> Meeting:
    """A meeting in session, opened by whoever convenes it, with so many of the entitled there."""
    meeting = make_sitting(body, entitled=entitled, present=present, **details)
    return actions.open_meeting(meeting, actor=make_clerk(meeting))


def make_held(body: Body | None = None, *, entitled: int = 3, present: int = 3, **details: Any) -> Meeting:
    """A meeting that is over: one motion was carried by all who were there."""
    meeting = make_open(body, entitled=entitled, present=present, **details)
    clerk = make_clerk(meeting)
    motion = make_motion(meeting)
    votes = {"for_count": present, "against_count": 0, "abstain_count": 0}
    actions.decide_motion(motion, way="show_of_hands", **votes, actor=clerk)
    return actions.close_meeting(meeting, actor=clerk)


def make_chair(meeting: Meeting) -> User:
    """The chair of the meeting, who holds no post."""
    user = make_user_with_powers(meeting.association)
    Meeting.objects.filter(pk=meeting.pk).update(chair=user.people.get())
    meeting.refresh_from_db()
    return user


def make_past(body: Body | None = None, **details: Any) -> Meeting:
    """A past meeting of a stated day that is being entered."""
    values = {"state": Meeting.State.CLOSED, "entered_afterwards": True, "starts_at": None}
    return make_meeting(body or make_council(), **values | {"stated_date": "2021-12-05"} | details)


def make_event(
    invitation: Invitation | None, kind: str = "in", mode: str = "on_site", **details: Any
) -> AttendanceEvent:
    """Somebody came in ten minutes ago (or went out now)."""
    assert invitation is not None
    ago = timedelta(minutes=10 if kind == "in" else 0)
    values = {"at": timezone.now() - ago, "client_id": uuid.uuid4()}
    return AttendanceEvent.objects.create(
        association=invitation.association,
        meeting=invitation.meeting,
        invitation=invitation,
        kind=kind,
        mode=mode,
        **values | details,
    )


def make_report(
    invitation: Invitation | None, kind: str = "in", mode: str = "on_site", **details: Any
) -> Report:
    """What a device at the door reports."""
    assert invitation is not None
    values: dict[str, Any] = {"client_id": uuid.uuid4(), "at": timezone.now()}
    return Report(invitation=invitation.pk, kind=kind, mode=mode, **values | details)


def make_motion(meeting: Meeting, **details: Any) -> Motion:
    values = {"title_zh": "通过年度计划", "title_en": "Adopt the annual plan"}
    return Motion.objects.create(association=meeting.association, meeting=meeting, **values | details)


def make_clerk(meeting: Meeting) -> User:
    """Somebody who convenes meetings of this body."""
    return make_user_with_powers(meeting.association, Power.CONVENE, body=meeting.body)
