"""Journey 1: an association is founded, its list of members comes in, officers are appointed, the public page is up."""

import pytest
from django.db import connection
from django.test import Client

from guildhall.imports.tests.make import HEADINGS, make_rows, make_workbook
from guildhall.registry.models import Body, Organization, Post, Tenure
from guildhall.registry.tests.make import make_user
from tests.browser import DESKTOP, PHONE
from tests.journeys.walk import Reader, Walk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on every database"),
]
ENGLISH_HEADINGS = ("Name", "Unified social credit code", "Region", "Telephone")
WRONG = ("坏码机械厂", "913703000000000000", "淄博", "0533-1")


@pytest.mark.parametrize(
    ("language", "screen"), [("zh-hans", PHONE), ("en", DESKTOP)], ids=["zh-phone", "en-desktop"]
)
def test_from_nothing_to_the_public_page(visit, language, screen):
    walk, client = Walk(visit, language, screen), Client()
    user = make_user(email="li@yunzhou.example", name="李明")
    user.set_password(user.email)
    user.save()
    officer = walk.somebody("/associations/new/", client=client)
    officer.page.locator("form.stack [name=login]").fill(user.email)
    officer.page.locator("form.stack [name=password]").fill(user.email)
    with officer.page.expect_navigation():
        officer.page.locator("form.stack button.btn-primary").first.click()
    found(officer)
    bring_in_members(officer)
    appoint_president(officer)
    open_public_pages(walk, officer)


def found(officer: Reader) -> None:
    officer.fill(
        name_zh="云州市装备制造业协会", name_en="Yunzhou Machinery", slug="yunzhou", kind="association"
    )
    officer.fill(charter_preset="cn-industry-association").press("Found the association")
    officer.where = "/a/yunzhou/"
    officer.reads("First steps")


def bring_in_members(officer: Reader) -> None:
    """The preview shows the row that fails; the rest is stored, taken out and stored again, each time as a whole."""
    headings = HEADINGS if officer.language != "en" else ENGLISH_HEADINGS
    workbook = make_workbook(headings, *make_rows(3), WRONG)
    for again in (True, False):
        officer.go("imports/").press("Bring in a list")
        officer.page.locator("main [name=file]").set_input_files(
            {
                "name": "会员.xlsx",
                "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "buffer": workbook,
            }
        )
        officer.press("Look at it").sees("坏码机械厂")
        assert not Organization.objects.exists()
        officer.press("Commit…").page.locator("main [type=checkbox]").check()
        officer.press("Commit").reads("The list is stored. It can be undone as a whole.")
        assert Organization.objects.count() == 3
        if again:
            officer.press("Undo…").press("Undo").reads("The list is taken out again.")


def appoint_president(officer: Reader) -> None:
    officer.menu("People").press("Add a person").fill(name_zh="王建国", name_en="Wang Jianguo")
    officer.find("organization", Organization.objects.order_by("name_zh")[0].name_zh).press("Add")
    president = Post.objects.get(kind=Post.Kind.PRESIDENT)
    officer.go(f"posts/{president.pk}/").press("Appoint somebody")
    officer.find("person", officer.known("王建国", "Wang Jianguo"))
    officer.fill(term_number=1, from_on="2026-01-01", to_on="2030-12-31").press("Appoint")
    assert Tenure.objects.get(post=president).term_number == 1
    council = Body.objects.get(kind=Body.Kind.COUNCIL)
    officer.go(f"bodies/{council.pk}/").press("Give a seat")
    officer.find("organization", Organization.objects.order_by("name_zh")[0].name_zh).press("Give the seat")
    assert council.seats.count() == 1


def open_public_pages(walk: Walk, officer: Reader) -> None:
    officer.go("settings/").page.locator("[name=is_public]").check()
    officer.press("Save")
    stranger = walk.somebody("/p/yunzhou/")
    stranger.sees(
        stranger.known("王建国", "Wang Jianguo"), stranger.known("会长（第1届）", "President (term 1)")
    )
