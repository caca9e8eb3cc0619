"""Plain builders for tests: valid by default, every detail can be named.

Without ``body`` a meeting gets a council of an association of its own; things made from others share theirs.
"""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.meetings.models import AgendaItem, Invitation, Meeting
from guildhall.registry.models import Body, Person
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_charter_profile,
    make_organization,
    make_person,
    make_post,
    make_representation,
    make_seat,
    make_tenure,
    make_user,
    make_user_with_powers,
)

__all__ = [
    "make_association",
    "make_body",
    "make_charter_profile",
    "make_invitation",
    "make_item",
    "make_meeting",
    "make_member",
    "make_organization",
    "make_person",
    "make_post",
    "make_ready_meeting",
    "make_representation",
    "make_seat",
    "make_secretary",
    "make_tenure",
    "make_user",
    "make_user_with_powers",
]
_numbers = count(1)


def make_meeting(body: Body | None = None, **details: Any) -> Meeting:
    """A meeting on site in thirty days, of two hours."""
    body = body or make_body()
    number = next(_numbers)
    starts_at = details.pop("starts_at", timezone.now().replace(microsecond=0) + timedelta(days=30))
    values = {
        "name_zh": f"第{number}次会议",
        "name_en": f"Meeting {number}",
        "place_zh": "张店会议中心",
        "place_en": "Zhangdian conference centre",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2) if starts_at else None,
    }
    return Meeting.objects.create(association=body.association, body=body, **values | details)


def make_item(meeting: Meeting | None = None, **details: Any) -> AgendaItem:
    meeting = meeting or make_meeting()
    number = next(_numbers)
    values = {"title_zh": f"议题{number}", "title_en": f"Item {number}", "position": number}
    return AgendaItem.objects.create(association=meeting.association, meeting=meeting, **values | details)


def make_invitation(
    meeting: Meeting | None = None, person: Person | None = None, **details: Any
) -> Invitation:
    """An invitation with a vote, of a new person who has a mail address."""
    meeting = meeting or make_meeting()
    person = person or make_person(meeting.association, email=f"invited{next(_numbers)}@example.org")
    values = {"rank": next(_numbers), "organization": person.organization}
    return Invitation.objects.create(
        association=meeting.association, meeting=meeting, person=person, **values | details
    )


def make_ready_meeting(body: Body | None = None, *, invited: int = 1, **details: Any) -> Meeting:
    """A meeting whose notice can go out: agenda, place and invited people who have mail addresses."""
    meeting = make_meeting(body, **details)
    make_item(meeting)
    for _number in range(invited):
        make_invitation(meeting)
    return meeting


def make_secretary(association: Association, body: Body | None = None) -> User:
    """Somebody who convenes meetings, over the whole association where no body is named."""
    return make_user_with_powers(association, Power.CONVENE, body=body)


def make_member(body: Body, *, user: User | None = None, **details: Any) -> Person:
    """Somebody who sits in the body for a unit of their own, by a seat with a vote."""
    organization = details.pop("organization", None) or make_organization(body.association)
    seat = make_seat(body, organization=organization, **details)
    number = next(_numbers)
    person = make_person(
        body.association, organization=organization, user=user, email=f"member{number}@example.org"
    )
    make_representation(seat, person)
    return person
