"""A real browser for tests: ``visit`` opens pages, and fails the test on anything the browser complains about."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from tools.environment import chromium

AXE = (Path(__file__).parent / "vendor" / "axe.js").read_text()
REPEATED = ("tr:nth-child(n+6)", "li:nth-child(n+12)")
# What is moderate at most is not asked for, since it is not told; this one takes long.
LOOK = """(exclude) => axe
    .run({include: [document], exclude}, {resultTypes: ["violations"], rules: {region: {enabled: false}}})
    .then(result => result.violations)"""
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
Visit = Callable[..., Page]
# What a page does it does at once; only a machine with much else to do lets it wait.
PATIENCE = 120_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    # Playwright keeps an event loop in this thread, where Django would then refuse its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, live_server: Any) -> Iterator[Visit]:
    """``visit("/a/x/", language="en", screen=PHONE, client=client)`` gives the open page.

    ``client`` is a signed-in test client. Whatever the browser writes to its console as an error
    (a refused inline style, a missing file, a broken script) fails the test at its end.
    """
    complaints: list[str] = []

    def open_page(path: str, *, language: str = "zh-hans", screen: Any = DESKTOP, client: Any = None) -> Page:
        context = browser.new_context(viewport=screen, base_url=live_server.url)
        context.set_default_timeout(PATIENCE)
        cookies = {name: morsel.value for name, morsel in client.cookies.items()} if client else {}
        cookies["django_language"] = language
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path, wait_until="networkidle")
        return page

    yield open_page
    for context in browser.contexts:
        context.close()
    assert complaints == []


def axe_findings(page: Page, *, beside: tuple[str, ...] = ()) -> list[str]:
    """What axe finds serious or critical on the open page, one line each; parts ``beside`` are not looked at.

    A list repeats its row: the first of them stand for all, or half of the time would go into the others.
    """
    if not page.evaluate("'axe' in window"):
        # The content policy refuses a script of ours too; the debugger may evaluate it anyway.
        page.evaluate(AXE)
        page.context.add_init_script(AXE)  # on the pages that follow it is there before they are
    violations = page.evaluate(LOOK, [*REPEATED, *beside])
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in violations
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def is_wider_than_screen(page: Page) -> bool:
    """Whether the page must be scrolled sideways."""
    wider: bool = steadily(
        page, "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wider


def steadily(page: Page, script: str, argument: Any = None) -> Any:
    """What the script says of the page, asked again where the page just went on to the next one.

    A form that sends itself when a field is left, and whose button was pressed, goes there twice.
    """
    for _turn in range(3):
        page.locator("body").wait_for(state="attached")
        try:
            return page.evaluate(script, argument)
        except Error:
            page.wait_for_load_state()
    return page.evaluate(script, argument)
