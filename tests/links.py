"""Every kind of page of the demonstration, found by following links."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from guildhall.accounts.models import User
from tests.checkout import one_at_a_time

ROW = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}|(?<=/rules/)[^/]+|(?<=/numbers/)[^/]+"
    r"|(?<=/questions/)(?!new/)[^/]+|(?<=/versions/)\d+|(?<=/years/)\d+"
)
CONTROL = re.compile(r"<(?:input|select|textarea)\b[^>]*?(?:\btype=\"(\w+)\"|>)")
NOT_A_PAGE = re.compile(r"^/(api|files|static|language|account/logout)/|[?&](page|sort)=")
LINK = re.compile(r"<a\s[^>]*?href=\"(/[^\"]*)\"")
STARTS = ["/", "/me/profile/", "/verify/"]
MOST = 500


def kind_of(address: str) -> str:
    """The address without what tells one row from another."""
    return ROW.sub("*", address.split("?")[0].split("#")[0])


def links_of(text: str) -> list[str]:
    found = (unescape(address) for address in LINK.findall(text))
    return [address for address in found if not NOT_A_PAGE.search(address)]


def look_of(answer: Any) -> tuple[str, tuple[str, ...]]:
    """The template of a page and the kinds of controls on it: forms of one template and such controls look alike."""
    controls = CONTROL.findall(answer.content.decode())
    return answer.templates[0].name, tuple(sorted(set(controls)))


def pages_from(client: Client, starts: list[str]) -> list[str]:
    """One address of every page that looks different; whatever links lead to answers."""
    waiting, known, pages = list(starts), {kind_of(start) for start in starts}, {}
    while waiting:
        assert len(known) < MOST, f"there is always one more kind of page: {waiting[-9:]}"
        address = waiting.pop(0)
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        if not answer.headers["Content-Type"].startswith("text/html"):
            answer.close()
            continue
        pages.setdefault(look_of(answer), address)
        for link in links_of(answer.content.decode()):
            if kind_of(link) not in known:
                known.add(kind_of(link))
                waiting.append(link)
    return list(pages.values())


@pytest.fixture
def secretary(demonstration: None) -> Client:
    client = Client()
    client.force_login(User.objects.get(email="secretary-general@yunling.example"))
    return client


@pytest.fixture
def every_page(secretary: Client, run_folder: Path) -> list[str]:
    """The pages that look different, found by the first test of whatever process that asks for them, and all of them answer."""
    found = run_folder / "every_page" / "pages.json"
    with one_at_a_time(found.parent):
        if not found.exists():
            found.write_text(json.dumps(pages_from(secretary, STARTS)))
    pages: list[str] = json.loads(found.read_text())
    return pages
