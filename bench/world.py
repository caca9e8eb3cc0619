"""What is measured on: one association with many firms, meetings and commitments, written in bulk."""

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from guildhall.accounts.actions import make_token
from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.commitments.models import Commitment, Milestone, Plan
from guildhall.meetings.models import AgendaItem, AttendanceEvent, Invitation, Meeting
from guildhall.notices.models import Notice
from guildhall.registry.actions import found_association
from guildhall.registry.models import Body, Organization, Person, Seat
from guildhall.registry.tests.make import make_user_with_powers

ORGANIZATIONS = 10_000
MEETINGS = 200
INVITED = 60
COMMITMENTS = 20_000
PLANNED = 500
STAFF = 8
SLUG = "bench"
FIRST = "张王李赵陈杨黄周吴徐孙马朱胡林郭何高罗郑"
SECOND = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞"
GOODS = ["机械", "重工", "电机", "阀门", "轴承", "钢构", "传动", "液压", "泵业", "自动化"]
PLACES = ["云岭", "青石", "临江", "北川", "南浦", "东阳", "西和", "安平"]


def build() -> dict[str, Any]:
    """Fill an empty database; returns what the measuring side needs: token, session, addresses."""
    random.seed(7)
    user = User.objects.create_user("bench@example.org", "bench-bench-bench", name="测量")
    association = found_association(
        slug=SLUG, name_zh="测量协会", name_en="Measured association", is_public=True, actor=user
    )
    people = write_people(association, write_organizations(association))
    bodies = write_bodies(association, people)
    meetings = write_meetings(association, bodies, people)
    commitments = write_commitments(association, bodies, people)
    write_notices(association, user)
    readers = [user, *write_staff(association)]
    gather_statistics()
    _token, secret = make_token(name="bench", actor=user)
    return {
        "token": secret,
        "readers": [str(reader.pk) for reader in readers],
        "meeting": str(meetings[-1].pk),
        "door": str(meetings[0].pk),
        "invitations": [str(pk) for pk in meetings[0].invitations.values_list("pk", flat=True)],
        "commitment": str(commitments[0].pk),
        "plan": str(commitments[0].plan_id),
        "body": str(bodies[0].pk),
        "organization": str(people[0].organization_id),
        "person": str(people[0].pk),
    }


def write_staff(association: Association) -> list[User]:
    """The rest of a secretariat of eight, each with a sign-in and all powers."""
    return [make_user_with_powers(association, *Power) for _ in range(STAFF - 1)]


def gather_statistics() -> None:
    """What a PostgreSQL that is in use has done by itself before anybody asks for a page."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def write_organizations(association: Association) -> list[Organization]:
    rows = []
    for number in range(ORGANIZATIONS):
        name = f"{random.choice(PLACES)}{number}号{random.choice(GOODS)}有限公司"
        row = Organization(
            association=association,
            name_zh=name,
            name_en=f"Firm {number} Ltd.",
            region=random.choice(PLACES),
            kind=Organization.Kind.ENTERPRISE,
        )
        rows.append(row.with_keys())
    return Organization.objects.bulk_create(rows, batch_size=1000)


def write_people(association: Association, organizations: list[Organization]) -> list[Person]:
    rows = [
        Person(
            association=association,
            name_zh=random.choice(FIRST) + random.choice(SECOND) + random.choice(SECOND),
            organization=organization,
            title_zh="总经理",
            email=f"p{number}@example.org",
        ).with_keys()
        for number, organization in enumerate(organizations)
    ]
    return Person.objects.bulk_create(rows, batch_size=1000)


def write_bodies(association: Association, people: list[Person]) -> list[Body]:
    top = Body.objects.get(association=association, parent=None)
    branches = [
        Body(
            association=association,
            parent=top,
            kind=Body.Kind.BRANCH,
            name_zh=f"第{number}分会",
            rank=100 + number,
        )
        for number in range(20)
    ]
    bodies = [
        Body.objects.get(association=association, kind=Body.Kind.COUNCIL),
        *Body.objects.bulk_create(branches),
    ]
    Seat.objects.bulk_create(
        Seat(association=association, body=body, person=person)
        for place, body in enumerate(bodies)
        for person in people[place * INVITED : (place + 1) * INVITED]
    )
    return bodies


def write_meetings(association: Association, bodies: list[Body], people: list[Person]) -> list[Meeting]:
    now = timezone.now()
    meetings = [meeting(association, bodies[number % len(bodies)], number, now) for number in range(MEETINGS)]
    Meeting.objects.bulk_create(meetings)
    AgendaItem.objects.bulk_create(
        AgendaItem(association=association, meeting=one, position=place, title_zh=f"议题{place + 1}")
        for one in meetings
        for place in range(6)
    )
    invitations = [
        Invitation(
            association=association,
            meeting=one,
            person=person,
            rank=rank,
            reply=random.choice(["coming", "none", "excused"]),
        )
        for number, one in enumerate(meetings)
        for rank, person in enumerate(people[(number % len(bodies)) * INVITED :][:INVITED])
    ]
    Invitation.objects.bulk_create(invitations, batch_size=1000)
    AttendanceEvent.objects.bulk_create(
        [
            AttendanceEvent(
                association=association,
                meeting_id=one.meeting_id,
                invitation=one,
                kind="in",
                at=one.meeting.starts_at,
                client_id=uuid4(),
            )
            for one in invitations
            if one.meeting.state == Meeting.State.CLOSED and one.reply == "coming"
        ],
        batch_size=1000,
    )
    return meetings


def meeting(association: Association, body: Body, number: int, now: datetime) -> Meeting:
    """Most were held; the first is in session, so that people can check in; a few are to come."""
    starts = now - timedelta(minutes=30) if number == 0 else now - timedelta(days=number * 2 - 20)
    state = (
        Meeting.State.OPEN
        if number == 0
        else Meeting.State.CLOSED
        if starts < now
        else Meeting.State.NOTIFIED
    )
    return Meeting(
        association=association,
        body=body,
        name_zh=f"第{number}次会议",
        name_en=f"Meeting {number}",
        state=state,
        starts_at=starts,
        ends_at=starts + timedelta(hours=8),
        notified_at=starts - timedelta(days=14),
        opened_at=starts if state != Meeting.State.NOTIFIED else None,
        place_zh="一号会议室",
    )


def write_commitments(association: Association, bodies: list[Body], people: list[Person]) -> list[Commitment]:
    today = timezone.localdate()
    plans = Plan.objects.bulk_create(
        Plan(association=association, body=body, title_zh=f"{body.name_zh}年度计划", state=Plan.State.ADOPTED)
        for body in bodies
    )
    rows = []
    for number in range(COMMITMENTS):
        plan = plans[number % len(plans)] if number < PLANNED * len(plans) else None
        rows.append(
            Commitment(
                association=association,
                body=bodies[number % len(bodies)],
                plan=plan,
                content_zh=f"任务{number}:走访企业并形成报告",
                content_en=f"Task {number}: visit firms and report",
                deadline=today + timedelta(days=random.randint(-60, 300)),
                responsible=random.choice(people[:2000]),
                state=random.choice(["adopted", "adopted", "adopted", "reported", "accepted"]),
                position=number,
            )
        )
    Commitment.objects.bulk_create(rows, batch_size=1000)
    Milestone.objects.bulk_create(
        [
            Milestone(
                association=association,
                commitment=row,
                title_zh="中期检查",
                due_on=row.deadline - timedelta(days=10),
            )
            for row in rows[::2]
            if row.deadline
        ],
        batch_size=1000,
    )
    return rows


def write_notices(association: Association, user: User) -> None:
    Notice.objects.bulk_create(
        Notice(
            association=association,
            key=f"n{number}",
            user=user,
            kind="meeting.notified",
            subject_zh=f"通知{number}",
        )
        for number in range(500)
    )
