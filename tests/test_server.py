"""`guildhall serve` as it runs in production: real processes, a fresh installation, real signals."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command

from guildhall import cli

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [sys.executable, "-m", "guildhall"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A server that has just said it is ready."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SITE_URL")}
    env |= {"GUILDHALL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "guildhall.config.settings"}
    command = [*PROGRAM, "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            assert any("is ready on" in line for line in process.stdout)
            yield process
        finally:
            process.kill()


def child_running(process: subprocess.Popen[str], word: str) -> int:
    """The process started by ``process`` whose command line holds ``word``."""
    started = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return next(int(number) for number in started if word in Path(f"/proc/{number}/cmdline").read_text())


def ends_in_time(number: int) -> bool:
    try:
        handle = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    with os.fdopen(handle):
        return select.select([handle], [], [], 30)[0] == [handle]


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.slow
def test_an_empty_folder_becomes_a_server_that_ends_cleanly(tmp_path):
    port = free_port()
    with serving(tmp_path, port) as process:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/") as page:
            assert page.status == 200
        collected = json.loads((tmp_path / "static" / "staticfiles.json").read_text())["paths"]
        styles = next(name for name in collected.values() if name.endswith(".css"))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/{styles}") as answer:
            assert "immutable" in answer.headers["Cache-Control"]

        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=30) == 0
    assert not is_listening(port)


@pytest.mark.slow
def test_background_work_that_dies_is_started_again(tmp_path):
    with serving(tmp_path, free_port()) as process:
        first = child_running(process, "guildhall\0work\0")

        os.kill(first, signal.SIGKILL)

        assert process.stderr
        assert any("starting it again" in line for line in process.stderr)


@pytest.mark.slow
def test_a_killed_server_leaves_the_port_free(tmp_path):
    port = free_port()
    with serving(tmp_path, port) as process:
        web = child_running(process, "gunicorn")

        process.kill()
        process.wait()

        assert ends_in_time(web)
    assert not is_listening(port)


@pytest.mark.django_db
def test_check_says_that_an_installation_is_sound(capsys):
    assert cli.run(["check"]) == 0
    assert "This installation is sound." in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_check_notices_a_database_that_is_behind(capsys):
    call_command("migrate", "sessions", "zero", verbosity=0)
    try:
        assert cli.run(["check"]) == 1
    finally:
        call_command("migrate", "sessions", verbosity=0)
    assert "guildhall migrate" in capsys.readouterr().out


@pytest.mark.parametrize("asked", [[], ["help"], ["--help"]])
def test_help_is_at_hand(capsys, asked):
    assert cli.run(asked) == 0
    assert "guildhall serve" in capsys.readouterr().out
