"""One installation: its server, its background work, its database, all of which can be killed."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPException
from pathlib import Path
from typing import Any

from bench.timing import Caller
from tools.postgres import Server

ALL = frozenset({"guildhall-web", "guildhall-work"})


def free_port() -> int:
    """One that no outgoing connection is given while the server is down."""
    for port in random.Random().sample(range(20000, 32000), 100):
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


class Installation:
    """Started and killed again and again; ``ask`` looks into it from a process that is never killed."""

    def __init__(self, home: Path, mail_port: int, postgres: Server | None) -> None:
        self.port, self.postgres = free_port(), postgres
        self.environment = os.environ | {
            "GUILDHALL_HOME": str(home),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "DJANGO_SETTINGS_MODULE": "guildhall.config.settings",
        }
        if postgres:
            self.environment["DATABASE_URL"] = postgres.url
        subprocess.run([sys.executable, "-m", "guildhall", "prepare"], env=self.environment, check=True)
        self.log = (home / "server.log").open("wb")
        self.server: subprocess.Popen[bytes] | None = None
        self.world = subprocess.Popen(
            [sys.executable, "-m", "tools.chaos.world"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, *what: Any) -> Any:
        assert self.world.stdin  # noqa: S101 -- opened as a pipe
        assert self.world.stdout  # noqa: S101 -- opened as a pipe
        self.world.stdin.write(json.dumps(what) + "\n")
        self.world.stdin.flush()
        return json.loads(self.world.stdout.readline())

    def start(self) -> None:
        self.server = subprocess.Popen(
            [sys.executable, "-m", "guildhall", "serve", "--port", str(self.port)],
            env=self.environment,
            start_new_session=True,
            stdout=self.log,
            stderr=self.log,
        )
        self.wait_until_it_answers()

    def wait_until_it_answers(self) -> None:
        assert self.server is not None  # noqa: S101 -- start() came before
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline and self.server.poll() is None:
            with contextlib.suppress(OSError, HTTPException, RuntimeError):
                Caller(self.port, {}).get("/")
                return
            time.sleep(0.05)
        said = Path(self.log.name).read_text()[-1000:]
        raise RuntimeError(f"the server does not come up again, code {self.server.poll()}: {said}")

    def wait_until_it_works(self) -> None:
        """Its background work ends when the database is gone from under it, and is started again."""
        assert self.server is not None  # noqa: S101 -- start() came before
        deadline = time.monotonic() + 60
        while "guildhall-work" not in family(self.server.pid).values():
            if time.monotonic() > deadline:
                raise RuntimeError("the background work does not come up again")
            time.sleep(0.1)

    def kill(self, expected: frozenset[str] = ALL) -> int:
        """SIGKILL to all processes of the server at once; how many they were. Every one must be dead after it."""
        assert self.server is not None  # noqa: S101 -- start() came before
        doomed = family(self.server.pid)
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()
        deadline = time.monotonic() + 10
        while living := [number for number in doomed if is_alive(number)]:
            if time.monotonic() > deadline:
                raise RuntimeError(f"processes {living} outlived the kill")
            time.sleep(0.01)
        if missing := expected - set(doomed.values()):
            raise RuntimeError(f"{missing} did not run when the kill came: {doomed}")
        return len(doomed)

    def end(self) -> None:
        """End what is left, whatever happened."""
        if self.server is not None and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
        self.world.communicate()
        self.log.close()


def family(number: int) -> dict[int, str]:
    """A process and everything that it started, with their names."""
    try:
        found = {number: Path(f"/proc/{number}/comm").read_text().strip()}
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return {}
    for child in children:
        found |= family(int(child))
    return found


def is_alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"
