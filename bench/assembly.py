"""What casting is measured on: an assembly of 2,000, all of them there and each with a device, in a secret vote."""

import secrets
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from bench.world import SLUG
from guildhall.accounts.actions import digest_of
from guildhall.accounts.models import ApiToken, Association, User
from guildhall.meetings.models import AttendanceEvent, Invitation, Meeting, Motion
from guildhall.registry.models import Body, Person
from guildhall.votes import actions
from guildhall.votes.models import BoxBallot, Envelope, RollEntry, Vote

VOTERS = 2000


def build() -> dict[str, Any]:
    association = Association.objects.get(slug=SLUG)
    now = timezone.now()
    meeting = Meeting.objects.create(
        association=association,
        body=Body.objects.get(association=association, parent=None),
        name_zh="会员大会",
        mode=Meeting.Mode.HYBRID,
        state=Meeting.State.OPEN,
        starts_at=now - timedelta(minutes=40),
        opened_at=now - timedelta(minutes=30),
        roster={"entitled": VOTERS, "votes": {}, "vacant": [], "missing": []},
    )
    tokens = write_voters(meeting)
    motion = Motion.objects.create(association=association, meeting=meeting, title_zh="议案")
    clerk = User.objects.get(email="bench@example.org")
    vote = actions.open_vote(motion, in_room="device", online="device", is_secret=True, actor=clerk)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the database does by itself within a minute
    return {"vote": str(vote.pk), "tokens": tokens}


def write_voters(meeting: Meeting) -> list[str]:
    association, at = meeting.association, meeting.starts_at
    users = User.objects.bulk_create(
        User(email=f"assembly{n}@example.org", name=f"代表{n}", password="!")  # noqa: S106 - nobody signs in
        for n in range(VOTERS)
    )
    people = Person.objects.bulk_create(
        Person(association=association, name_zh=user.name, email=user.email, user=user).with_keys()
        for user in users
    )
    invitations = Invitation.objects.bulk_create(
        Invitation(association=association, meeting=meeting, person=person, rank=rank)
        for rank, person in enumerate(people)
    )
    AttendanceEvent.objects.bulk_create(
        AttendanceEvent(
            association=association,
            meeting=meeting,
            invitation=invitation,
            kind="in",
            mode="online" if rank % 2 else "on_site",
            at=at,
            client_id=uuid4(),
        )
        for rank, invitation in enumerate(invitations)
    )
    keys = [f"gh_{secrets.token_urlsafe(32)}" for _ in users]
    ApiToken.objects.bulk_create(
        ApiToken(
            user=user, name="bench", prefix=key[:9], digest=digest_of(key), last_used_on=timezone.now().date()
        )
        for user, key in zip(users, keys, strict=True)
    )
    return keys


def close(pk: str) -> dict[str, Any]:
    """Close the vote; what the roll, the box and the envelopes say, and how long it took."""
    vote = Vote.objects.get(pk=pk)
    begun = timezone.now()
    actions.close_vote(vote, actor=vote.opened_by)
    twice = BoxBallot.objects.filter(vote=vote).values("phrase").annotate(n=Count("id")).filter(n__gt=1)
    return {
        "voted": vote.roll.filter(state=RollEntry.State.VOTED).count(),
        "phrases": list(vote.box.values_list("phrase", flat=True)),
        "envelopes": Envelope.objects.filter(vote=vote).count(),
        "twice": twice.count(),
        "seconds": (timezone.now() - begun).total_seconds(),
    }
