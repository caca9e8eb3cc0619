"""Every page of a session in both languages, its twin, and who sees it."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from guildhall.accounts.powers import Power
from guildhall.meetings import actions
from guildhall.meetings.models import Meeting, Minutes
from guildhall.meetings.tests.make import make_invitation, make_item, make_user_with_powers
from guildhall.meetings.tests.make_session import (
    make_chair,
    make_clerk,
    make_event,
    make_held,
    make_motion,
    make_open,
    make_sitting,
)
from guildhall.meetings.tests.session_doors import api, page, sign_in

pytestmark = pytest.mark.django_db
# The pages of a session show what rooms above add to them, and their questions count.
MOST = 18
PAGES = [
    "session/",
    "session/state/",
    "screen/",
    "attendance/",
    "attendance/state/",
    "attendance/codes/",
    "desk/",
    "motions/",
    "motions/put/",
    "motions/{motion}/",
    "motions/{motion}/change/",
    "motions/{motion}/decide/",
    "motions/{motion}/result/",
    "motions/{motion}/resolution/",
    "motions/{motion}/amendments/propose/",
    "motions/{motion}/recusals/declare/",
    "commit/{motion}/",
    "minutes/",
    "minutes/edit/",
    "minutes/compare/",
    "minutes/return/",
    "publish/",
    "adjourn/",
]
ANSWERS = [
    "session",
    "attendance",
    "motions",
    "motions/{motion}",
    "motions/{motion}/rules",
    "motions/{motion}/versions",
    "motions/{motion}/amendments",
    "motions/{motion}/recusals",
    "commitments",
    "minutes",
]


@pytest.fixture
def full():
    """A meeting that has something of everything, with markup in every text field."""
    body_text = "<script>alert(1)</script><b>粗</b>"
    meeting = make_open(name_zh=body_text, place_zh=body_text)
    make_item(meeting, title_zh=body_text)
    make_event(meeting.invitations.last(), "out")
    make_event(make_invitation(meeting, role="guest"), mode="online")
    motion = make_motion(meeting, title_zh=body_text, text_zh=body_text)
    clerk = make_clerk(meeting)
    actions.call_item(meeting.agenda.first(), actor=clerk)
    minutes = actions.draft_minutes(meeting, actor=clerk)
    actions.save_minutes(
        minutes, version=1, text_zh=body_text, text_en=body_text, note=body_text, actor=clerk
    )
    return meeting, motion


def pages_of(meeting, motion):
    return [page(meeting, rest.format(motion=motion.pk)) for rest in PAGES]


def answers_of(meeting, motion):
    return [api(meeting, rest.format(motion=motion.pk)) for rest in ANSWERS]


def statuses(client, addresses):
    return {address: client.get(address).status_code for address in addresses}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages_and_shows_markup_as_text(client, full, language):
    sign_in(client, full[0])
    client.cookies["django_language"] = language

    answers = {address: client.get(address) for address in pages_of(*full)}

    assert {address: one.status_code for address, one in answers.items()} == dict.fromkeys(answers, 200)
    texts = {address: one.content.decode() for address, one in answers.items()}
    assert [address for address, text in texts.items() if "<script>alert" in text or "<b>粗" in text] == []


def test_every_page_has_a_twin_that_answers(client, full):
    sign_in(client, full[0])

    assert statuses(client, answers_of(*full)) == dict.fromkeys(answers_of(*full), 200)


def test_a_stranger_finds_nothing(client, full):
    stranger = make_user_with_powers(make_sitting().association, Power.READ, Power.CONVENE)
    client.force_login(stranger)
    everything = [*pages_of(*full), *answers_of(*full)]

    assert statuses(client, everything) == dict.fromkeys(everything, 404)


def test_a_guest_sees_nothing_of_the_session(client, full):
    meeting, _motion = full
    guest = make_user_with_powers(meeting.association)
    make_invitation(meeting, guest.people.get(), role="guest")
    client.force_login(guest)
    session = [page(meeting, rest) for rest in ("session/", "attendance/", "motions/", "minutes/")]

    assert statuses(client, session) == dict.fromkeys(session, 403)


def test_a_member_sees_the_session_but_no_desk(client, full):
    meeting, _motion = full
    member = make_user_with_powers(meeting.association)
    make_invitation(meeting, member.people.get())
    client.force_login(member)

    desk = ("desk/", "attendance/codes/", "motions/put/", "adjourn/", "publish/")
    of_desk = [page(meeting, rest) for rest in desk]

    assert client.get(page(meeting, "session/")).status_code == 200
    assert statuses(client, of_desk) == dict.fromkeys(of_desk, 403)


def test_a_member_reads_approved_minutes_but_no_drafts(client):
    meeting = make_held()
    clerk = make_clerk(meeting)
    minutes = actions.draft_minutes(meeting, actor=clerk)
    member = make_user_with_powers(meeting.association)
    make_invitation(meeting, member.people.get())
    client.force_login(member)

    assert client.get(api(meeting, "minutes")).status_code == 404
    actions.submit_minutes(minutes, version=1, actor=clerk)
    chair = make_chair(meeting)
    actions.approve_minutes(Minutes.objects.get(), version=1, actor=chair)

    answer = client.get(api(meeting, "minutes"))
    assert answer.json()["is_intact"] is True
    assert client.get(page(meeting, "minutes/")).status_code == 200


def test_the_attendance_is_saved_as_excel(client, full):
    meeting, _motion = full
    sign_in(client, meeting)

    answer = client.get(page(meeting, "attendance/sheet/"))

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet.max_row == meeting.invitations.count() + 1
    assert sheet["B2"].value == meeting.invitations.first().person.name


@pytest.mark.parametrize("query", ["", "?blank=1"])
def test_the_attendance_is_printed(client, full, query):
    meeting, _motion = full
    sign_in(client, meeting)

    answer = client.get(page(meeting, f"attendance/print/{query}"))

    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)
    assert meeting.invitations.first().person.name in text.replace("\n", "")
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.OPEN


COUNTED = [
    "session/",
    "session/state/",
    "attendance/",
    "attendance/state/",
    "desk/",
    "minutes/",
    "attendance/sheet/",
]


def grown(rows):
    """A meeting with so many of everything."""
    meeting = make_open(entitled=rows, present=rows)
    clerk = make_clerk(meeting)
    for _row in range(rows):
        item = make_item(meeting)
        actions.call_item(item, actor=clerk)
        motion = make_motion(meeting, item=item)
        actions.decide_motion(motion, way="consensus", actor=clerk)
        actions.number_resolution(motion, actor=clerk)
        actions.commit_to(motion, content_zh="任务", adopt=False, actor=clerk)
    minutes = actions.draft_minutes(meeting, actor=clerk)
    for version in range(1, rows):
        actions.save_minutes(minutes, version=version, text_zh=f"第{version}稿", text_en="", actor=clerk)
    return meeting


def questions(client, meeting, url):
    sign_in(client, meeting)
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked.captured_queries)


@pytest.mark.once
@pytest.mark.parametrize("rest", [*COUNTED, "api:session", "api:attendance", "api:minutes"])
def test_a_page_asks_the_same_number_of_questions_however_much_it_shows(client, rest):
    def address(meeting):
        return api(meeting, rest[4:]) if rest.startswith("api:") else page(meeting, rest)

    asked = [questions(client, meeting, address(meeting)) for meeting in (grown(1), grown(3))]

    assert asked[0] == asked[1] < MOST
