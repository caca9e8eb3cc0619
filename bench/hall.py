"""What streams are measured on: an assembly of 2,000 in session, most of them there."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from bench.world import SLUG
from guildhall.accounts.models import Association
from guildhall.meetings.models import AgendaItem, AttendanceEvent, Invitation, Meeting
from guildhall.registry.models import Body, Person

INVITED, PRESENT, ITEMS = 2000, 1900, 12


def build() -> dict[str, Any]:
    association = Association.objects.get(slug=SLUG)
    now = timezone.now()
    meeting = Meeting.objects.create(
        association=association,
        body=Body.objects.get(association=association, parent=None),
        name_zh="会员大会",
        state=Meeting.State.OPEN,
        starts_at=now - timedelta(minutes=40),
        opened_at=now - timedelta(minutes=30),
        roster={"entitled": INVITED, "votes": {}, "vacant": [], "missing": []},
    )
    people = Person.objects.filter(association=association, user=None).order_by("id")[:INVITED]
    invitations = Invitation.objects.bulk_create(
        Invitation(
            association=association,
            meeting=meeting,
            person=person,
            organization_id=person.organization_id,
            rank=rank,
        )
        for rank, person in enumerate(people)
    )
    AttendanceEvent.objects.bulk_create(
        AttendanceEvent(
            association=association,
            meeting=meeting,
            invitation=invitation,
            kind="in",
            at=now - timedelta(minutes=35),
            client_id=uuid4(),
        )
        for invitation in invitations[:PRESENT]
    )
    items = AgendaItem.objects.bulk_create(
        AgendaItem(association=association, meeting=meeting, position=place, title_zh=f"议题{place}")
        for place in range(1, ITEMS + 1)
    )
    return {"meeting": str(meeting.pk), "items": [str(item.pk) for item in items]}
