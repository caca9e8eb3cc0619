"""Somebody at a screen: presses what they can read, in their language, and types."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Locator, Page, Response, expect

from guildhall.accounts.models import User
from guildhall.commitments.tasks import remind
from guildhall.demo.yunling import SLUG
from guildhall.demo.yunling.cast import MAIL
from guildhall.jobs import actions as jobs
from guildhall.jobs.doors import tasks
from guildhall.jobs.labels import load_tasks
from guildhall.notices.sending import deliver
from tests.browser import PATIENCE, PHONE, is_wider_than_screen, steadily

ENGLISH = re.compile(r"\b[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")
FOREIGN = "[lang=en], [lang=en] *, textarea, input, code, option, .prose *"


def work() -> None:
    """What the server does by itself: waiting jobs, then the outbox."""
    load_tasks()
    while job := jobs.claim_job(timezone.now()):
        tasks[job.task](job)
        jobs.finish_job(job)
    deliver(timezone.now())


def morning() -> None:
    """The daily look at deadlines, and the mails that follow."""
    remind(timezone.now())
    deliver(timezone.now())


class Reader:
    """One person at one screen."""

    def __init__(self, page: Page, language: str, where: str) -> None:
        self.page, self.language, self.where = page, language, where
        page.on("response", self._heard)
        self.refused: list[str] = []

    def _heard(self, answer: Response) -> None:
        if answer.status >= 400 and answer.request.is_navigation_request():
            self.refused.append(f"{answer.url} answers {answer.status}")

    def say(self, words: str, context: str = "", **values: Any) -> str:
        """The words in the reader's language."""
        with translation.override(self.language):
            said = pgettext(context, words) if context else gettext(words)
            return said % values if values else said

    def known(self, zh: str, en: str) -> str:
        """What has a name in both languages, as the reader knows it."""
        return en if self.language == "en" else zh

    # Going

    def go(self, path: str) -> "Reader":
        self.page.goto(path if path.startswith("/") else f"{self.where}{path}")
        return self.look()

    def look(self) -> "Reader":
        """Nothing on the open page is refused, too wide, or in the other language."""
        assert self.refused == []
        assert not is_wider_than_screen(self.page), f"{self.page.url} is wider than the screen"
        if self.language != "en":
            assert self.english() == [], self.page.url
        return self

    def english(self) -> list[str]:
        """Sentences in English that a Chinese reader would meet."""
        texts: list[str] = steadily(
            self.page,
            """(foreign) => {
              const walk = document.createTreeWalker(document.querySelector("main") || document.body, NodeFilter.SHOW_TEXT);
              const found = [];
              while (walk.nextNode()) {
                const box = walk.currentNode.parentElement;
                if (!box.closest(foreign) && box.checkVisibility()) found.push(walk.currentNode.textContent);
              }
              return found;
            }""",
            FOREIGN,
        )
        return [text.strip() for text in texts if ENGLISH.search(text)]

    def menu(self, words: str) -> "Reader":
        """A line of the navigation; on a phone it has to be opened first."""
        if self.page.viewport_size == PHONE:
            self.page.locator("[data-side=open]").first.click()
        with self.page.expect_navigation():
            self.page.locator(".side-nav").get_by_role("link", name=self.say(words), exact=True).click()
        return self.look()

    def tab(self, words: str) -> "Reader":
        """One of the parts of what is open; its name may be followed by a count."""
        with self.page.expect_navigation():
            self.page.locator("nav.tabs").get_by_role("link", name=self.say(words)).first.click()
        return self.look()

    # Pressing

    def named(self, words: str, context: str = "", within: Locator | None = None, **values: Any) -> Locator:
        name, place = self.say(words, context, **values), within or self.page.locator("main, dialog")
        link = place.get_by_role("link", name=name, exact=True)
        return link.or_(place.get_by_role("button", name=name, exact=True)).first

    def press(self, words: str, context: str = "", **options: Any) -> "Reader":
        """A link or button that leads to another page."""
        with self.page.expect_navigation():
            self.named(words, context, **options).click()
        return self.look()

    def confirm(self, words: str, **options: Any) -> "Reader":
        """A button that asks once more."""
        self.named(words, **options).click()
        with self.page.expect_navigation():
            self.page.get_by_role("dialog").get_by_role("button", name=self.yes, exact=True).click()
        return self.look()

    @property
    def yes(self) -> str:
        found = self.page.evaluate("document.body.dataset.wordYes")
        return str(found)

    def follow(self, text: str) -> "Reader":
        """A link with words of the content."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=text).first.click()
        return self.look()

    # Writing

    def fill(self, **fields: Any) -> "Reader":
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]").first
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(str(value))
            else:
                field.fill(str(value))
        return self

    def find(self, name: str, person: str) -> "Reader":
        """Finds somebody by typing."""
        box = self.page.locator(f"[data-lookup]:has(select[name='{name}'])")
        box.locator("input[role=combobox]").fill(person)
        box.get_by_role("option").filter(has_text=person).first.click()
        return self

    def tick(self, name: str, value: str) -> "Reader":
        self.page.locator(f"main [name={name}][value='{value}']").check()
        return self

    # Reading

    def sees(self, *texts: str) -> "Reader":
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def reads(self, words: str, context: str = "", **values: Any) -> "Reader":
        return self.sees(self.say(words, context, **values))

    def until(self, script: str) -> "Reader":
        """Waits for something that is not on the page. The page's own policy refuses playwright's way to do it."""
        for _turn in range(PATIENCE // 50):
            if self.page.evaluate(script):
                return self
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never: {script}")


class Walk:
    """The people of a journey, all in the same language and at screens of one size."""

    def __init__(self, visit: Any, language: str, screen: Any) -> None:
        self.visit, self.language, self.screen = visit, language, screen

    def somebody(self, path: str, *, client: Client | None = None, screen: Any = None) -> Reader:
        page = self.visit(path, language=self.language, screen=screen or self.screen, client=client)
        return Reader(page, self.language, f"/a/{SLUG}/").look()

    def signed_in(self, part: str, path: str = "today/") -> Reader:
        """One of the cast, on one of the association's pages."""
        client = Client()
        client.force_login(User.objects.get(email=f"{part}@{MAIL}"))
        return self.somebody(f"/a/{SLUG}/{path}", client=client)

    def at(self, reader: Reader, moment: datetime) -> None:
        """The reader's own clock; the server's is moved by the story's."""
        reader.page.clock.set_fixed_time(moment)


def site_path(address: str) -> str:
    """A link of a mail as a path of the server under test."""
    return address.removeprefix(settings.SITE_URL)
