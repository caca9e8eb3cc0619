import pytest
from django.test import Client

from guildhall.accounts.actions import digest_of
from guildhall.registry.models import Person, Post, Seat
from guildhall.registry.tests.make import make_person, make_sign_in_invitation, make_user
from tests.browser import PHONE, axe_findings, is_wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_first_hour_on_a_phone(visit) -> None:
    client = Client()
    client.force_login(make_user(name="李明"))
    page = visit("/associations/new/", screen=PHONE, language="en", client=client)
    page.fill("[name=name_zh]", "云州市装备制造业协会")
    page.fill("[name=slug]", "yunzhou")
    page.get_by_role("button", name="Found the association").click()
    page.get_by_role("link", name="Bring in the members' organizations").click()
    page.get_by_role("link", name="Add the first organization").click()
    page.fill("[name=name_zh]", "精工泵业有限公司")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Add a person").click()
    page.fill("[name=name_zh]", "王建国")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("王建国 is added").wait_for()

    president = Post.objects.get(kind=Post.Kind.PRESIDENT)
    page.goto(f"/a/yunzhou/posts/{president.pk}/appoint/")
    page.get_by_role("combobox", name="Person").and_(page.locator("input")).press_sequentially("wang jian")
    page.get_by_role("option", name="王建国").click()
    page.fill("[name=term_number]", "1")
    page.get_by_role("button", name="Appoint").click()
    page.get_by_text("is appointed: President").wait_for()

    page.get_by_role("link", name="Council", exact=True).click()
    page.get_by_role("link", name="Give a seat").click()
    page.get_by_role("combobox", name="Unit").and_(page.locator("input")).press_sequentially("精工")
    page.get_by_role("option", name="精工泵业有限公司").click()
    page.get_by_role("button", name="Give the seat").click()
    page.get_by_text("no representative named").wait_for()

    assert Person.objects.get(name_zh="王建国").organization == Seat.objects.get().organization
    assert not is_wider_than_screen(page)


def test_a_mailed_link_leads_to_a_sign_in(visit) -> None:
    person = make_person(email="wang@example.org", name_en="Wang Jianguo")
    make_sign_in_invitation(person, digest=digest_of("the-token"))
    page = visit("/sign-in/the-token/", language="en", screen=PHONE)
    assert axe_findings(page) == []

    page.fill("[name=password]", "short")
    page.fill("[name=again]", "short")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("too short").wait_for()
    page.fill("[name=password]", "plum-rain-1949-river")
    page.fill("[name=again]", "plum-rain-1949-river")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("You can sign in from now on").wait_for()

    person.refresh_from_db()
    assert person.user is not None
    assert Client().get("/sign-in/the-token/").status_code == 410
