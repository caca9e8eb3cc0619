"""A browser opens the demonstration association's pages, once for each kind of page that links lead to."""

import pytest
from django.db import connection
from playwright.sync_api import Page

from tests.browser import DESKTOP, PHONE, axe_findings, is_wider_than_screen
from tests.links import links_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on every database"),
]
SHARES = 4  # one test each, for as many processes as there are


# On every page the same: looked at on the first.
ALWAYS_THERE = ("#side",)


def flaws_of(page: Page, pages: list[str]) -> list[str]:
    """What is wrong with any of the pages."""
    found = flaws_on(page, pages[0])
    return found + [flaw for address in pages[1:] for flaw in flaws_on(page, address, beside=ALWAYS_THERE)]


def flaws_on(page: Page, address: str, *, beside: tuple[str, ...] = ()) -> list[str]:
    answer = page.goto(address, wait_until="load")
    assert answer is not None
    assert answer.status == 200, f"{address} answers {answer.status}"
    found = axe_findings(page, beside=beside) + (
        ["wider than the screen"] if is_wider_than_screen(page) else []
    )
    return [f"{address}: {flaw}" for flaw in found]


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_can_be_read_on_a_phone_in_chinese(secretary, every_page, visit, share) -> None:
    phone = visit("/", screen=PHONE, client=secretary)

    assert flaws_of(phone, every_page[share::SHARES]) == []


def test_the_main_pages_can_be_read_on_a_desktop_in_english(secretary, visit) -> None:
    pages = list(dict.fromkeys(links_of(secretary.get("/", follow=True).content.decode())))

    desktop = visit("/", language="en", screen=DESKTOP, client=secretary)

    assert flaws_of(desktop, pages) == []
