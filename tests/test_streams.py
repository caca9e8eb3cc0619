"""What one process says has changed, open pages hear: in other processes, on other servers, in real browsers."""

import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import expect

from guildhall.config import streaming
from guildhall.core import streams
from guildhall.streams import CHANNEL
from tests.browser import PATIENCE, PHONE
from tests.test_server import PROGRAM, ROOT, child_running, environment, free_port, home, prepared, serving

__all__ = ["home", "prepared"]  # fixtures
LONG = 300.0  # only a machine that stands still needs so long
HOLD = "import sys; from pathlib import Path; from guildhall import streams; streams.run(Path(sys.argv[1]), sys.argv[2])"


@contextmanager
def holding(door: Path, database: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A process for streams that takes connections."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(door), database], cwd=ROOT) as process:
        try:
            wait_until(door.exists)
            yield process
        finally:
            process.kill()


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < until
        select.select([], [], [], 0.05)  # nothing to wait for but a moment


READERS: list["Reader"] = []


class Reader:
    """A browser's end of a connection that was handed over, or that nobody took."""

    def __init__(self, door: Path, topic: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.end = socket.create_connection(server.getsockname())
            accepted, _ = server.accept()
        self.end.settimeout(LONG)
        os.environ[streaming.NAMED] = str(door)
        with accepted:
            self.taken = streaming.give(accepted, topic)
        self.heard = b""
        READERS.append(self)

    def version(self) -> int:
        """The next version it is told."""
        while not (
            found := re.match(rb".*?\nid: (\d+)\nevent: changed\ndata: ([^\n]*)\n\n", self.heard, re.DOTALL)
        ):
            said = self.end.recv(4096)
            assert said, "the stream ended"
            self.heard += said
        self.heard = b"\n" + self.heard[found.end() :]
        assert json.loads(found[2]) == {"version": int(found[1])}
        return int(found[1])

    def ends(self) -> bool:
        while self.end.recv(4096):
            pass
        return True


@pytest.fixture
def doors(settings, tmp_path, monkeypatch):
    """Where this installation's processes listen."""
    monkeypatch.setenv(streaming.NAMED, "")
    settings.HOME = tmp_path
    folder = streams.folder()
    yield folder
    while READERS:
        READERS.pop().end.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.once
@pytest.mark.django_db
def test_every_process_hears_what_changed_and_a_killed_one_is_forgotten(doors):
    one, another = doors / "one.sock", doors / "another.sock"
    with holding(another):
        with holding(one) as killed:
            here, there = Reader(one, "topic"), Reader(another, "topic")
            before = max(here.version(), there.version())
            streams.announce("topic")
            assert min(here.version(), there.version()) > before
            os.kill(killed.pid, signal.SIGKILL)
            assert here.ends()
        assert not Reader(one, "topic").taken
        streams.announce("topic")
        known = there.version()
        assert list(doors.iterdir()) == [another]
        with holding(one):
            assert Reader(one, "topic").version() >= before
    assert known > before
    streams.announce("topic")  # nobody listens, and nothing is wrong
    assert stat_of(doors) == 0o700


def stat_of(folder: Path) -> int:
    return folder.stat().st_mode & 0o777


@pytest.mark.skipif(connection.vendor != "postgresql", reason="NOTIFY is PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_servers_on_one_database_hear_each_other(doors, tmp_path):
    elsewhere, database = tmp_path / "elsewhere" / "door.sock", streaming._database()
    with holding(doors / "door.sock", database), holding(elsewhere, database):
        here, there = Reader(doors / "door.sock", "topic"), Reader(elsewhere, "topic")
        wait_until(lambda: listening() == 2)

        streams.announce("topic")
        meet(here, there)
        shutil.rmtree(doors)  # a command at night, on a machine where no server runs
        streams.announce("topic")
        meet(here, there)


def listening() -> int:
    """How many processes for streams listen to the test's database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = %s AND state = 'idle'",
            [f"LISTEN {CHANNEL}"],
        )
        return int(cursor.fetchone()[0])


def meet(here: Reader, there: Reader) -> None:
    """Until both were told the same version: who begins to listen tells of a change too."""
    one, another = here.version(), there.version()
    while one != another:
        if one < another:
            one = here.version()
        else:
            another = there.version()


MAKE = """
import json
from django.test import Client
from guildhall.accounts.powers import Power
from guildhall.live import actions
from guildhall.live.tests.make import own_invitation
from guildhall.meetings.tests.make import make_item, make_user_with_powers
from guildhall.meetings.tests.make_session import make_open
meeting = make_open()
make_item(meeting, title_en="The plan of next year")
officer, member = (make_user_with_powers(meeting.association, *powers) for powers in ((Power.CONVENE,), ()))
own_invitation(meeting, member)
told = {"slug": meeting.association.slug, "pk": str(meeting.pk)}
told["key"] = actions.make_screen_link(meeting, actor=officer)
for name, user in (("officer", officer), ("member", member)):
    client = Client()
    client.force_login(user)
    told[name] = client.cookies["sessionid"].value
print(json.dumps(told))
"""


@pytest.fixture
def made(home):
    """An installation with a meeting in session: its address, sessions of an officer and a member, a screen's key."""
    command = [*PROGRAM, "shell", "-v", "0", "-c", MAKE]
    done = subprocess.run(command, cwd=ROOT, env=environment(home), capture_output=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def opened(browser):
    """Opens a page as somebody sees it, and marks it, so that loading it again would show."""

    def open_page(address, session=""):
        context = browser.new_context(viewport=PHONE)
        context.set_default_timeout(PATIENCE)
        for name, value in (("django_language", "en"), ("sessionid", session)):
            context.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": "/"}])
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(address)
        page.evaluate("window.stays = true")
        return page

    yield open_page
    for context in browser.contexts:
        context.close()


def click(page, name):
    page.get_by_role("button", name=name).click()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.once
def test_phones_and_the_screen_follow_without_being_loaded_again(home, made, opened):
    port = free_port()
    site, slug = f"http://127.0.0.1:{port}", made["slug"]
    work = f"{site}/a/{slug}/meetings/{made['pk']}"
    with serving(home, port) as server:
        officer, member = (opened(f"{work}/live/", made[name]) for name in ("officer", "member"))
        hall = opened(f"{site}/p/{slug}/screen/{made['key']}/")
        pages = (officer, member, hall)

        click(opened(f"{work}/session/", made["officer"]), "Call this item")
        for page in pages:
            expect(page.get_by_role("heading", name="The plan of next year", exact=True)).to_be_visible()
        click(member, "Ask for the floor")
        click(officer, "Give the floor")
        expect(member.get_by_text("You have the floor")).to_be_visible()
        expect(hall.locator(".scene-speaker [data-clock]")).to_be_visible()
        assert not any(address.endswith("/version/") for page in pages for address in page.asked)

        os.kill(child_running(server, "guildhall-strea"), signal.SIGKILL)
        click(officer, "End this turn")
        expect(hall.locator(".scene-item")).to_be_visible()
        expect(member.get_by_role("button", name="Ask for the floor")).to_be_visible()
        child_running(server, "guildhall-strea")
        assert all(page.evaluate("window.stays") for page in pages)
