"""`guildhall serve`: one process that keeps the web server and the background work running.

It loads neither Django nor the database, so it costs a few megabytes and has little to fail by.
"""

import argparse
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

PROGRAM = [sys.executable, "-m", "guildhall"]
LONGEST_PAUSE = 30.0


def serve(arguments: list[str]) -> int:
    """Prepare the installation, then serve until SIGTERM or SIGINT. The exit code comes back."""
    chosen = _parse(arguments)
    _describe_in_environment(chosen)
    prepared = subprocess.run([*PROGRAM, "prepare"], check=False)
    if prepared.returncode:
        return prepared.returncode
    web = Child(
        [sys.executable, "-m", "gunicorn", "-c", "python:guildhall.config.gunicorn", "guildhall.config.wsgi"]
    )
    work = Child([*PROGRAM, "work"])
    return Supervisor(web, work).run()


def prepare() -> None:
    """Bring the database and the collected static files up to date, saying so where there is something to do."""
    os.environ["GUILDHALL_COLLECTED"] = "1"
    import django  # noqa: PLC0415 - the supervising process does without Django

    django.setup()
    from guildhall.config import preparation  # noqa: PLC0415 - needs Django to be set up

    preparation.migrate()
    preparation.collect_static_files()


class Child:
    """A process that is started again when it ends, after a pause that grows while it keeps ending."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.started = self.again = 0.0
        self.pause = 1.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, preexec_fn=_end_with_parent())

    def ended(self) -> int | None:
        return self.process.poll() if self.process else None

    def start_if_due(self) -> None:
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.pause = 1.0 if now - self.started > LONGEST_PAUSE else min(self.pause * 2, LONGEST_PAUSE)
            print(
                f"Background work ended with {self.process.returncode}; starting it again.", file=sys.stderr
            )
            self.process, self.again = None, now + self.pause
        if self.process is None and now >= self.again:
            self.start()

    def stop(self, patience: float) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        try:
            self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()


class Supervisor:
    """Runs the web server and the background work; when the web server ends, everything ends."""

    def __init__(self, web: Child, work: Child) -> None:
        self.web, self.work = web, work
        self.stopping = False

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self.web.start()
        while not self.stopping and self.web.ended() is None:
            self.work.start_if_due()
            time.sleep(0.25)
        code = self.web.ended() or 0
        for child in (self.web, self.work):
            child.ask_to_stop()
        for child in (self.web, self.work):
            child.stop(patience=30)
        return code

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="guildhall serve", description="Serve pages, API and background work."
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--workers", type=int, default=2, help="web processes (default: 2)")
    parser.add_argument(
        "--threads", type=int, default=4, help="requests that one of them handles at once (default: 4)"
    )
    return parser.parse_args(arguments)


def _describe_in_environment(chosen: argparse.Namespace) -> None:
    """What the child processes read: see config/gunicorn.py and config/settings.py."""
    reachable = "127.0.0.1" if chosen.host in ("0.0.0.0", "::") else chosen.host  # noqa: S104 - compared, not bound
    os.environ.setdefault("SITE_URL", f"http://{reachable}:{chosen.port}")
    os.environ["GUILDHALL_BIND"] = (
        f"[{chosen.host}]:{chosen.port}" if ":" in chosen.host else f"{chosen.host}:{chosen.port}"
    )
    os.environ["GUILDHALL_WORKERS"] = str(chosen.workers)
    os.environ["GUILDHALL_THREADS"] = str(chosen.threads)
    os.environ["GUILDHALL_COLLECTED"] = "1"


def _end_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel tells a child when this process was killed, so that none is left holding the port."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(1, signal.SIGTERM)
