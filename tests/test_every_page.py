"""A browser opens the demonstration association's pages, once for each kind of page that links lead to."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Page

from guildhall.accounts.models import User
from tests.browser import DESKTOP, PHONE, axe_findings, is_wider_than_screen
from tests.checkout import one_at_a_time

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on every database"),
]
ROW = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}|(?<=/rules/)[^/]+|(?<=/numbers/)[^/]+"
)
NOT_A_PAGE = re.compile(r"^/(api|files|static|language|account/logout)/|[?&](page|sort)=")
LINK = re.compile(r"<a\s[^>]*?href=\"(/[^\"]*)\"")
STARTS = ["/", "/me/profile/", "/verify/"]
MOST = 500
SHARES = 4  # one test each, for as many processes as there are


def kind_of(address: str) -> str:
    """The address without what tells one row from another."""
    return ROW.sub("*", address.split("?")[0].split("#")[0])


def links_of(text: str) -> list[str]:
    found = (unescape(address) for address in LINK.findall(text))
    return [address for address in found if not NOT_A_PAGE.search(address)]


def pages_from(client: Client, starts: list[str]) -> list[str]:
    """One address of every kind of page that links lead to; whatever they lead to answers."""
    waiting, known, pages = list(starts), {kind_of(start) for start in starts}, []
    while waiting:
        assert len(known) < MOST, f"there is always one more kind of page: {waiting[-9:]}"
        address = waiting.pop(0)
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        if not answer.headers["Content-Type"].startswith("text/html"):
            answer.close()
            continue
        pages.append(address)
        for link in links_of(answer.content.decode()):
            if kind_of(link) not in known:
                known.add(kind_of(link))
                waiting.append(link)
    return pages


@pytest.fixture
def secretary(demonstration):
    client = Client()
    client.force_login(User.objects.get(email="secretary-general@yunling.example"))
    return client


@pytest.fixture
def every_page(secretary, run_folder):
    """The pages, found by the first of these tests of whatever process, for all of them."""
    found = run_folder / "every_page" / "pages.json"
    with one_at_a_time(found.parent):
        if not found.exists():
            found.write_text(json.dumps(pages_from(secretary, STARTS)))
    return json.loads(found.read_text())


def flaws_of(page: Page, address: str) -> list[str]:
    answer = page.goto(address, wait_until="load")
    assert answer is not None
    assert answer.status == 200, f"{address} answers {answer.status}"
    found = axe_findings(page) + (["wider than the screen"] if is_wider_than_screen(page) else [])
    return [f"{address}: {flaw}" for flaw in found]


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_can_be_read_on_a_phone_in_chinese(secretary, every_page, visit, share) -> None:
    phone = visit("/", screen=PHONE, client=secretary)

    assert [flaw for address in every_page[share::SHARES] for flaw in flaws_of(phone, address)] == []


def test_the_main_pages_can_be_read_on_a_desktop_in_english(secretary, visit) -> None:
    pages = dict.fromkeys(links_of(secretary.get("/", follow=True).content.decode()))

    desktop = visit("/", language="en", screen=DESKTOP, client=secretary)

    assert [flaw for address in pages for flaw in flaws_of(desktop, address)] == []
