"""A hybrid presidents' meeting: hands in the room counted by two, two online on their phones, one result for all."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from guildhall.meetings.tests.make_session import make_clerk, make_motion
from guildhall.registry.models import Body
from guildhall.votes.models import Vote
from guildhall.votes.tests.make import make_assembled, make_voting_council
from tests.browser import PHONE, axe_findings, is_wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def enter(page: Page, in_favour: int, against: int) -> None:
    page.get_by_role("link", name="Enter a count").click()
    for mark, number in (("for", in_favour), ("against", against), ("abstain", 0)):
        page.locator(f"[name={mark}]").fill(str(number))
    press(page, "Enter my count")


def cast_against(visit, slug, client):
    phone = visit(f"/a/{slug}/votes/", language="en", screen=PHONE, client=client)
    phone.get_by_role("link", name="Vote now").click()
    press(phone, "Against")
    expect(phone.locator(".chosen")).to_have_text("Against")
    assert axe_findings(phone) == []
    press(phone, "Cast this vote")
    expect(phone.get_by_role("heading", level=1)).to_have_text("You have voted")
    assert not is_wider_than_screen(phone)
    return phone


def test_hands_in_the_room_and_phones_online_give_one_result(visit):
    body = make_voting_council()
    body.kind = Body.Kind.PRESIDENTS_MEETING
    body.save()
    meeting = make_assembled(body, in_room=3, online=2)
    motion, slug = make_motion(meeting), meeting.association.slug
    chair = visit(
        f"/a/{slug}/meetings/{meeting.pk}/motions/{motion.pk}/vote/",
        language="en",
        client=signed_in(make_clerk(meeting)),
    )
    chair.get_by_label("Show of hands").check()
    chair.get_by_label("Those online vote on their devices").check()
    press(chair, "Open the vote")
    expect(chair.locator("#vote-state")).to_contain_text("0 of 2 have voted on a device")
    vote = Vote.objects.get()

    online = vote.roll.filter(channel="online").select_related("voter__user")
    phones = [cast_against(visit, slug, signed_in(row.voter.user)) for row in online]
    expect(chair.locator("#vote-state")).to_contain_text("2 of 2 have voted on a device")

    enter(chair, 3, 0)
    second = visit(f"/a/{slug}/votes/{vote.pk}/", language="en", client=signed_in(make_clerk(meeting)))
    expect(second.locator("main")).not_to_contain_text("For 3")
    enter(second, 3, 0)
    expect(second.locator("main")).to_contain_text("the count is confirmed")
    chair.reload()
    for act in ("Close the vote", "Declare the result"):
        press(chair, act)
        chair.get_by_role("dialog").get_by_role("button", name="Yes, go on").click()

    for page in (chair, *phones):
        page.goto(page.url.split("/a/")[0] + f"/a/{slug}/votes/{vote.pk}/")
        expect(page.locator("#vote-state")).to_contain_text("3 for, 2 against, 0 abstaining")
    assert axe_findings(chair) == []
