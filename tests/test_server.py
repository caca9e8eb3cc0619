"""`guildhall serve` as it runs in production: real processes, a fresh installation, real signals."""

import json
import os
import random
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest

from guildhall import cli
from tests.checkout import one_at_a_time

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [sys.executable, "-m", "guildhall"]


# Only a machine that stands still needs so long; what is waited for comes at once.
PATIENCE = 300.0


def free_port() -> int:
    """A port below those that the system gives to connections, so that none of them takes it before the server."""
    while True:
        port = random.randrange(12_000, 30_000)  # noqa: S311 -- not for secrets
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def environment(home: Path) -> dict[str, str]:
    """That of a production server on SQLite."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SITE_URL")}
    return env | {"GUILDHALL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "guildhall.config.settings"}


@contextmanager
def serving(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A server that has just said it is ready."""
    command = [*PROGRAM, "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            assert any("is ready on" in line for line in process.stdout)
            yield process
        finally:
            process.kill()


@pytest.fixture(scope="session")
def prepared(run_folder, migrated):
    """The folder of an installation that is up to date, one for all processes. Not to be served from: copy it."""
    folder = run_folder / "prepared"
    home = folder / "home"
    with one_at_a_time(folder):
        if not home.exists():
            assert guildhall(home, "check") == (1, "`guildhall migrate`")
            shutil.copy(migrated.database, home / "guildhall.sqlite3")
            subprocess.run(
                [*PROGRAM, "prepare"], cwd=ROOT, env=environment(home), capture_output=True, check=True
            )
    return home


@pytest.fixture
def home(prepared, tmp_path):
    return shutil.copytree(prepared, tmp_path / "home")


def guildhall(home: Path, *arguments: str) -> tuple[int, str]:
    """The exit code of a command, and which of the sentences expected here it said."""
    command = [*PROGRAM, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(home), capture_output=True, text=True, check=False
    )
    said = [each for each in ("`guildhall migrate`", "This installation is sound.") if each in done.stdout]
    return done.returncode, " ".join(said)


def child_running(process: subprocess.Popen[str], name: str) -> int:
    """The process of that name that ``process`` forked, as soon as it is there and has taken its name."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for number in children(process.pid):
            if name in name_of(number):
                return number
        # Nothing to wait for but a moment: no signal comes of a fork.
        select.select([], [], [], 0.02)
    raise AssertionError(f"{name} never ran; there are {children(process.pid)}")


def name_of(number: int) -> str:
    """What the process calls itself; nothing once it has ended."""
    try:
        return Path(f"/proc/{number}/comm").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def children(number: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def ends_in_time(number: int) -> bool:
    try:
        handle = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    with os.fdopen(handle):
        return select.select([handle], [], [], PATIENCE)[0] == [handle]


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Visitor:
    """A browser without a screen: every request is a new connection, which any of the processes may take."""

    def __init__(self, port: int) -> None:
        self.base, self.jar = f"http://127.0.0.1:{port}", CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.opener.addheaders = [("Accept-Language", "en")]

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **fields: str) -> str:
        token = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', self.get(path))[0]
        content = urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        with self.opener.open(self.base + path, content) as answer:
            return str(answer.read().decode())

    def sign_up(self, password: str) -> str:
        """The first of an installation may."""
        return self.post("/account/signup/", email="lin@example.org", password1=password, password2=password)

    def sign_in(self, password: str) -> str:
        return self.post("/account/login/", login="lin@example.org", password=password)

    def is_signed_in(self) -> bool:
        try:
            return "lin@example.org" in self.get("/api/v1/me")
        except HTTPError as refusal:
            return refusal.code != 401


@pytest.mark.slow
def test_every_process_knows_of_attempts_and_ended_sign_ins_of_the_others_and_ends_with_a_killed_server(home):
    port = free_port()
    with serving(home, port) as process:
        here, elsewhere = Visitor(port), Visitor(port)
        here.sign_up("plum-rain-1949-river")
        elsewhere.sign_in("plum-rain-1949-river")
        assert [elsewhere.is_signed_in() for _ in range(8)] == [True] * 8
        here.post("/account/sessions/")
        assert [elsewhere.is_signed_in() for _ in range(8)] == [False] * 8
        assert here.is_signed_in()

        for _ in range(5):
            assert "are not correct" in Visitor(port).sign_in("something-else")
        for _ in range(4):
            assert "Too many failed login attempts" in Visitor(port).sign_in("plum-rain-1949-river")

        web = child_running(process, "guildhall-web")
        workers = children(web)
        process.kill()
        process.wait()
        assert all(ends_in_time(number) for number in (web, *workers))
    assert not is_listening(port)


@pytest.mark.slow
def test_a_server_serves_starts_its_work_again_and_ends_cleanly(home):
    port = free_port()
    with serving(home, port) as process:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/") as page:
            assert page.status == 200
        collected = json.loads((home / "static" / "staticfiles.json").read_text())["paths"]
        styles = next(name for name in collected.values() if name.endswith(".css"))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/{styles}") as answer:
            assert "immutable" in answer.headers["Cache-Control"]

        os.kill(child_running(process, "guildhall-work"), signal.SIGKILL)
        assert process.stderr
        assert any("starting it again" in line for line in process.stderr)
        child_running(process, "guildhall-work")

        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
    assert not is_listening(port)


def test_a_taken_port_is_said_at_once(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        assert cli.run(["serve", "--port", port]) == 1
    assert f"Port {port} is taken" in capsys.readouterr().err


@pytest.mark.slow
def test_check_says_whether_the_database_is_up_to_date(home):
    assert guildhall(home, "check") == (0, "This installation is sound.")


@pytest.mark.parametrize("asked", [[], ["help"], ["--help"]])
def test_help_is_at_hand(capsys, asked):
    assert cli.run(asked) == 0
    assert "guildhall serve" in capsys.readouterr().out
