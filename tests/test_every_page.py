"""A browser follows every link of the demonstration association, once for each kind of page."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Error, Page

from guildhall.accounts.models import User
from tests.browser import DESKTOP, PHONE, axe_findings, is_wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROW = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}|(?<=/rules/)[^/]+|(?<=/numbers/)[^/]+"
)
NOT_A_PAGE = re.compile(r"^/(api|files|static|language|account/logout)/|[?&](page|sort)=")


def kind_of(address: str) -> str:
    """The address without what tells one row from another."""
    return ROW.sub("*", address.split("?")[0].split("#")[0])


def links_of(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "a[href^='/']", "all => all.map(one => one.getAttribute('href'))"
    )
    return [address for address in found if not NOT_A_PAGE.search(address)]


def pages_from(page: Page, starts: list[str], most: int = 250) -> Iterator[str]:
    """Opens every kind of page that links lead to, and names the address that is open."""
    waiting, known = list(starts), {kind_of(start) for start in starts}
    for _turn in range(most):
        if not waiting:
            return
        address = waiting.pop(0)
        try:
            answer = page.goto(address, wait_until="load")
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            continue
        assert answer is not None
        assert answer.status == 200, f"{address} answers {answer.status}"
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        yield address
        for link in links_of(page):
            if kind_of(link) not in known:
                known.add(kind_of(link))
                waiting.append(link)


def flaws_of(page: Page, address: str) -> list[str]:
    found = axe_findings(page) + (["wider than the screen"] if is_wider_than_screen(page) else [])
    return [f"{address}: {flaw}" for flaw in found]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on every database")
def test_every_page_can_be_read_and_used(demonstration, visit) -> None:
    """All of them in Chinese on a phone, the main ones in English on a desktop."""
    secretary = Client()
    secretary.force_login(User.objects.get(email="secretary-general@yunling.example"))

    phone = visit("/", screen=PHONE, client=secretary)
    starts = ["/", "/me/profile/", "/verify/"]
    flaws = [flaw for address in pages_from(phone, starts) for flaw in flaws_of(phone, address)]

    desktop = visit("/", language="en", screen=DESKTOP, client=secretary)
    for address in links_of(desktop):
        desktop.goto(address)
        flaws += flaws_of(desktop, address)
    assert flaws == []
