"""The session in a real browser: check-in without a connection, on a phone's width, and what axe says."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from guildhall.meetings import actions
from guildhall.meetings.models import AttendanceEvent
from guildhall.meetings.tests.make import make_invitation, make_item
from guildhall.meetings.tests.make_session import make_clerk, make_motion, make_open, make_sitting
from guildhall.meetings.tests.session_doors import page as address
from guildhall.meetings.tests.session_doors import sign_in
from tests.browser import PHONE, axe_findings, is_wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed_in(meeting):
    client = Client()
    sign_in(client, meeting)
    return client


def kept_by_worker(page: Page) -> None:
    """Until the worker holds the page."""
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.wait_for_function("caches.keys().then(keys => keys.length > 0)")
    page.wait_for_function(
        "caches.open('guildhall-check-in-1').then(kept => kept.match(location.href)).then(Boolean)"
    )


def test_the_desk_keeps_working_without_a_connection_and_sends_later(visit):
    meeting = make_sitting(entitled=3)
    page = visit(address(meeting, "desk/"), language="en", screen=PHONE, client=signed_in(meeting))
    kept_by_worker(page)
    page.context.set_offline(True)

    buttons = page.get_by_role("button", name=re.compile("^In:"))
    buttons.first.click()
    expect(page.get_by_role("button", name=re.compile("^Out:"))).to_have_count(1)
    page.get_by_role("button", name=re.compile("^In:")).first.click()

    expect(page.locator("[data-status]")).to_contain_text("Waiting to be sent: 2")
    assert not AttendanceEvent.objects.exists()
    page.reload()
    expect(page.locator("[data-status]")).to_contain_text("Waiting to be sent: 2")
    page.context.set_offline(False)
    expect(page.locator("[data-status]")).to_have_text("Everything is sent.")
    assert AttendanceEvent.objects.count() == 2


def test_somebody_checks_in_on_their_phone_without_a_connection(visit):
    invitation = make_invitation(make_sitting())
    page = visit(
        f"/p/{invitation.association.slug}/check-in/{invitation.check_in_key}/", language="en", screen=PHONE
    )
    kept_by_worker(page)
    page.context.set_offline(True)

    page.get_by_role("button", name="I am here, on site").click()

    expect(page.locator("[data-status]")).to_contain_text("Waiting to be sent: 1")
    page.context.set_offline(False)
    expect(page.locator("[data-own]")).to_contain_text("You are checked in.")
    assert AttendanceEvent.objects.get().invitation == invitation


def test_the_desk_finds_a_name(visit):
    meeting = make_sitting(entitled=3)
    name = meeting.invitations.first().person.name_en
    page = visit(address(meeting, "desk/"), language="en", client=signed_in(meeting))

    page.get_by_label("Find a name or unit").fill(name)

    expect(page.locator("[data-line]:visible")).to_have_count(1)


def test_the_minutes_are_previewed_while_they_are_typed(visit):
    meeting = make_open()
    actions.draft_minutes(meeting, actor=make_clerk(meeting))
    page = visit(address(meeting, "minutes/edit/"), language="en", client=signed_in(meeting))

    page.get_by_label("Text in English").fill("## Heading\n\n- one **bold** word")

    expect(page.locator("#preview-en h3")).to_have_text("Heading")
    expect(page.locator("#preview-en strong")).to_have_text("bold")


def test_the_session_page_follows_who_comes_in(visit):
    meeting = make_sitting(entitled=3, present=1)
    page = visit(address(meeting, "session/"), language="en", client=signed_in(meeting))
    expect(page.locator("#session-state")).to_contain_text("the meeting may not open")
    late = meeting.invitations.last()

    actions.check_in(late, mode="on_site", client_id=late.pk, key=late.check_in_key, actor=None)

    expect(page.locator("#session-state")).to_contain_text("the meeting may open")


PAGES = [
    "session/",
    "screen/",
    "live/",
    "floor/",
    "attendance/",
    "attendance/codes/",
    "desk/",
    "motions/",
    "motions/{motion}/",
    "motions/{motion}/decide/",
    "minutes/",
    "minutes/edit/",
    "minutes/compare/",
]


@pytest.mark.parametrize("screen", [PHONE], ids=["phone"])
def test_no_page_is_too_wide_or_hard_to_read(visit, screen):
    meeting = make_open(name_zh="很长的会议名称" * 6)
    make_item(meeting, title_zh="很长的议题" * 20)
    clerk = make_clerk(meeting)
    actions.call_item(meeting.agenda.get(), actor=clerk)
    motion = make_motion(meeting, title_zh="很长的议案" * 20)
    minutes = actions.draft_minutes(meeting, actor=clerk)
    actions.save_minutes(minutes, version=1, text_zh="改" * 300, text_en="x" * 300, actor=clerk)
    client = signed_in(meeting)
    page = visit(address(meeting, "session/"), screen=screen, client=client)

    findings = {}
    for rest in PAGES:
        page.goto(address(meeting, rest.format(motion=motion.pk)))
        found = axe_findings(page) + (["too wide"] if is_wider_than_screen(page) else [])
        if found:
            findings[rest] = found

    assert findings == {}
