"""What the killing is tried on: an association, a meeting in session, meetings to be notified. Inside Django."""

import json
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- Django first
from django.utils import timezone  # noqa: E402 -- Django first

from guildhall.accounts.actions import make_token  # noqa: E402 -- Django first
from guildhall.accounts.models import Association, User  # noqa: E402 -- Django first
from guildhall.audit.queries import broken_places  # noqa: E402 -- Django first
from guildhall.jobs.models import Job  # noqa: E402 -- Django first
from guildhall.meetings.models import AgendaItem, AttendanceEvent, Invitation, Meeting  # noqa: E402 -- Django first
from guildhall.notices.models import Delivery, Notice  # noqa: E402 -- Django first
from guildhall.registry.actions import found_association  # noqa: E402 -- Django first
from guildhall.registry.models import Body, Organization, Person  # noqa: E402 -- Django first

SLUG = "chaos"
PEOPLE = 60


def build(rounds: int) -> dict[str, Any]:
    """One meeting in session with everybody invited, and for each round one whose notice is to be sent."""
    user = User.objects.create_user("chaos@example.org", "chaos-chaos-chaos", name="Officer")
    association = found_association(slug=SLUG, name_zh="演练协会", name_en="Drill association", actor=user)
    council = Body.objects.get(association=association, kind=Body.Kind.COUNCIL)
    people = Person.objects.bulk_create(
        Person(association=association, name_zh=f"人员{n}", email=f"p{n}@example.org").with_keys()
        for n in range(PEOPLE)
    )
    now = timezone.now()
    in_session = a_meeting(council, "在开的会", now - timedelta(minutes=20), Meeting.State.OPEN)
    to_notify = [
        a_meeting(council, f"第{n}次会议", now + timedelta(days=40), Meeting.State.DRAFT)
        for n in range(rounds)
    ]
    Invitation.objects.bulk_create(
        Invitation(association=association, meeting=meeting, person=person, rank=rank)
        for meeting in [in_session, *to_notify]
        for rank, person in enumerate(people)
    )
    _token, secret = make_token(name="chaos", actor=user)
    return {
        "token": secret,
        "door": str(in_session.pk),
        "invitations": [str(pk) for pk in in_session.invitations.values_list("pk", flat=True)],
        "meetings": [str(meeting.pk) for meeting in to_notify],
    }


def a_meeting(body: Body, name: str, starts: Any, state: str) -> Meeting:
    meeting = Meeting.objects.create(
        association=body.association,
        body=body,
        name_zh=name,
        state=state,
        starts_at=starts,
        ends_at=starts + timedelta(hours=8),
        place_zh="会议室",
        notified_at=None if state == Meeting.State.DRAFT else starts,
    )
    AgendaItem.objects.create(association=body.association, meeting=meeting, title_zh="议题")
    return meeting


def settle() -> dict[str, Any]:
    """What is still under way; the answer is all zero when everything has come to rest."""
    busy = Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    waiting = Delivery.objects.filter(state__in=[Delivery.State.WAITING, Delivery.State.SENDING])
    return {"jobs": busy.count(), "mails": waiting.count()}


def look() -> dict[str, Any]:
    """Everything that the verdict needs, from the database as it is on disk."""
    association = Association.objects.get(slug=SLUG)
    notices = Notice.objects.filter(association=association, kind__startswith="meeting.").order_by()
    call_command("check", verbosity=0)
    return {
        "events": [
            str(one) for one in AttendanceEvent.objects.order_by().values_list("client_id", flat=True)
        ],
        "notices": [[key, email] for key, email in notices.values_list("key", "email")],
        "notified": [
            str(one)
            for one in Meeting.objects.filter(state=Meeting.State.NOTIFIED).values_list("pk", flat=True)
        ],
        "failed_jobs": Job.objects.filter(state=Job.State.FAILED).count(),
        "failed_mails": Delivery.objects.filter(state=Delivery.State.FAILED).count(),
        "organizations": sorted(Organization.objects.order_by().values_list("name_zh", flat=True)),
        "broken": [[place.number, place.kind] for place in broken_places(association)],
    }


if __name__ == "__main__":
    asked = {"build": lambda: build(int(sys.argv[2])), "settle": settle, "look": look}
    print(json.dumps(asked[sys.argv[1]]()))
