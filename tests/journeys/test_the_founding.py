"""Founding an alliance: from the first list of units to the council that sits (the second case of the casebook)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.tests.make import make_user
from guildhall.demo.clock import at
from guildhall.founding.actions import answer_first_member
from guildhall.founding.models import FirstMember, Founding
from guildhall.founding.tests.make import CHARTER
from guildhall.meetings.actions import Report, record_attendance
from guildhall.members.models import Member
from guildhall.registry.models import Person, Post, Seat
from guildhall.registry.tests.make import make_person, make_tenure
from guildhall.votes.actions import cast_ballot, enter_count, sign_result
from guildhall.votes.models import Election, Vote
from tests.browser import DESKTOP, PHONE
from tests.journeys.walk import Reader, site_path, work

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on every database"),
]
UNITS, ABSENT, SEATS = 59, 4, 3
LIST = "\n".join(f"湘江建材第{n}有限公司\t代表{n}\tunit{n}@example.org" for n in range(1, UNITS + 1))
LINK = re.compile(r"https?://\S+/founding/\S+/")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_alliance_is_founded(visit):
    founder = make_user(name="王筹备", password="-")
    office = Reader(visit("/associations/begin/", client=signed_in(founder), screen=DESKTOP), "zh-hans", "")
    begin(office)
    list_and_ask(office)
    answer(visit)
    starts = (timezone.localtime() + timedelta(days=9)).replace(hour=9, minute=0, second=0, microsecond=0)
    convene(office, starts)
    nominate(office)
    with at(starts):
        people = hold(office)
        vote_on_charter(office, people, visit)
        elect(office, people, visit)
        close(office)
        come_into_being(office)


def begin(office: Reader) -> None:
    office.fill(
        name_zh="湘江建材与装配式建筑产业联盟", name_en="Xiangjiang building alliance", initiated_by_zh="链办"
    )
    office.press("Begin")
    office.where = f"/a/{Association.objects.get().slug}/"
    office.press("Put the draft charter")
    office.page.locator("main [name=file]").set_input_files(
        {"name": "章程草案.pdf", "mimeType": "application/pdf", "buffer": CHARTER}
    )
    office.press("Put").reads("Replace the draft")


def list_and_ask(office: Reader) -> None:
    office.press("The list").press("Add units").fill(text=LIST).press("Add").sees(f"已添加{UNITS}个单位")
    office.confirm("Ask those not asked yet")
    work()
    assert len([one for one in mail.outbox if LINK.search(str(one.body))]) == UNITS


def answer(visit) -> None:
    """One unit answers on its phone, in English; the others' answers are known by other means."""
    message = next(one for one in mail.outbox if LINK.search(str(one.body)))
    unit = Reader(
        visit(site_path(LINK.search(str(message.body)).group()), language="en", screen=PHONE), "en", ""
    )
    unit.look().press("We take part").reads("Thank you. Your answer has arrived.")
    founder = User.objects.get(name="王筹备")
    waiting = list(FirstMember.objects.filter(state=FirstMember.State.INVITED).order_by("pk"))
    for place, first in enumerate(waiting):
        answer_first_member(first, takes_part=place >= ABSENT, actor=founder)


def convene(office: Reader, starts) -> None:
    office.go("founding/").sees(f"共{UNITS}个单位，{UNITS - ABSENT}个参加")
    office.press("Convene the founding assembly")
    office.fill(
        starts_at=f"{starts:%Y-%m-%dT%H:%M}",
        mode="hybrid",
        online_url="https://meeting.example/founding",
        place_zh="州政府会议中心",
        seats=SEATS,
    )
    office.press("Convene")
    office.tab("Notice").confirm("Send the notice")
    work()


def nominate(office: Reader) -> None:
    """Three for three seats; their answers are known, the list is fixed by strokes of the surnames."""
    office.go("founding/").press("Open the election").press("Paste names")
    office.fill(names="\n".join(f"代表{n}\t湘江建材第{n}有限公司" for n in (30, 31, 32)))
    office.page.locator("main [name=stands]").check()
    office.press("Nominate all")
    office.press("Fix the list").press("Fix the list")
    assert Election.objects.get().state == Election.State.LISTED


def hold(office: Reader) -> dict[str, User]:
    """All come but three who take part online, with devices; two people watch and count. The meeting is opened."""
    association = Association.objects.get()
    meeting = Founding.objects.get().assembly
    staff = {name: make_user(name=name) for name in ("周监票", "吴计票")}
    for name, user in staff.items():
        person = make_person(association, name_zh=name, user=user)
        make_tenure(Post.objects.get(association=association, kind=Post.Kind.STAFF), person)
    online = {f"代表{n}": make_user(name=f"代表{n}") for n in (40, 41, 42)}
    for name, user in online.items():
        Person.objects.filter(name_zh=name).update(user=user)
    founder = User.objects.get(name="王筹备")
    came = [
        Report(uuid4(), one.pk, "in", "online" if one.person.name_zh in online else "on_site", timezone.now())
        for one in meeting.invitations.entitled().select_related("person")
    ]
    assert len(record_attendance(meeting, events=came, actor=founder).stored) == UNITS - ABSENT
    office.go(f"meetings/{meeting.pk}/session/").press("Open the meeting").reads("The meeting is open.")
    return staff | online


def vote_on_charter(office: Reader, people: dict[str, User], visit) -> None:
    """Hands in the room, counted twice; those online on their own devices; one result."""
    founding = Founding.objects.get()
    office.go(f"meetings/{founding.assembly_id}/motions/{founding.charter_motion_id}/").press("Open a vote")
    office.tick("in_room", "hands").page.locator("main [name=online]").check()
    office.press("Open the vote")
    vote = Vote.objects.get()
    phone = Reader(
        visit(f"{office.where}today/", client=signed_in(people["代表40"]), screen=PHONE),
        "zh-hans",
        office.where,
    )
    phone.go(f"votes/{vote.pk}/ballot/").press("For", "votes").press("Cast this vote")
    for name in ("代表41", "代表42"):
        cast_ballot(vote, marks="for", actor=people[name])
    hands = UNITS - ABSENT - 3
    office.go(f"votes/{vote.pk}/").press("Enter a count").fill(
        **{"for": hands - 2, "against": 1, "abstain": 1}
    )
    office.press("Enter my count")
    vote.refresh_from_db()
    figures = {"for": hands - 2, "against": 1, "abstain": 1}
    enter_count(vote, figures=figures, actor=people["吴计票"])
    office.go(f"votes/{vote.pk}/").confirm("Close the vote").confirm("Declare the result")
    office.sees(str(hands + 1))
    founding.charter_motion.refresh_from_db()
    assert founding.charter_motion.state == "carried"


def elect(office: Reader, people: dict[str, User], visit) -> None:
    """Paper in the room, devices online, in one secret election; watched, counted twice, signed."""
    office.go("founding/").press("Open the election").press("Open the vote")
    office.tick("in_room", "paper").tick("online", "device")
    if office.page.locator("main [name=is_secret]").count():
        office.page.locator("main [name=is_secret]").check()
    office.find("scrutineers", "周监票").find("tellers", "吴计票").press("Open the vote")
    vote = Vote.objects.get(election__isnull=False)
    office.go(f"votes/{vote.pk}/roll/").confirm("Hand paper to all in the room")
    phone = Reader(
        visit(f"{office.where}today/", client=signed_in(people["代表40"]), screen=PHONE),
        "zh-hans",
        office.where,
    )
    phone.go(f"votes/{vote.pk}/ballot/")
    for one in vote.slate:
        phone.page.locator(f"main [name='c-{one['id']}'][value=F]").check(force=True)
    phone.press("Look it over").press("Cast the ballot").reads("Your receipt")
    for name in ("代表41", "代表42"):
        cast_ballot(vote, marks="FFA", actor=people[name])
    papers = UNITS - ABSENT - 3
    marks = {"for": papers - 1, "against": 0, "abstain": 0}
    for name in ("周监票", "吴计票"):
        figures = {one["id"]: marks for one in vote.slate} | {"write_ins": {}}
        enter_count(vote, figures=figures, issued=papers, returned=papers, invalid=1, actor=people[name])
    office.go(f"votes/{vote.pk}/").confirm("Close the vote")
    for name in ("周监票", "吴计票"):
        vote.refresh_from_db()
        sign_result(vote.tellers.get(person__user=people[name]), actor=people[name])
    office.go(f"votes/{vote.pk}/").confirm("Declare the result")
    office.go("founding/").press("Open the election").sees("代表30", "代表31", "代表32")
    assert Election.objects.get().state == Election.State.DECIDED


def close(office: Reader) -> None:
    meeting = Founding.objects.get().assembly_id
    office.go(f"meetings/{meeting}/session/").confirm("Close the meeting").reads("The meeting is closed.")


def come_into_being(office: Reader) -> None:
    office.go("founding/").press("See what it brings, and do it").sees(f"{UNITS - ABSENT}个单位成为会员")
    office.press("It comes into being").reads("The association has come into being.")
    association = Association.objects.get()
    assert association.state == Association.State.ACTIVE
    assert Member.objects.filter(association=association).count() == UNITS - ABSENT
    council = Seat.objects.filter(body__kind="council").values_list("organization__name_zh", flat=True)
    assert set(council) == {f"湘江建材第{n}有限公司" for n in (30, 31, 32)}
    office.go("members/").sees("湘江建材第10有限公司")
