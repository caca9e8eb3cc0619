"""`guildhall serve`: one process that loads the product once and keeps three children running, forked from itself.

The children share what was loaded: the web server with its workers, the background work, and the process that holds
the open streams of live pages. A child that was forked costs a fraction of the memory of one that was started, and is
there at once.
"""

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from types import FrameType

LONGEST_PAUSE = 30.0
PATIENCE = 30.0
STOPPING = (signal.SIGTERM, signal.SIGINT)


def serve(arguments: list[str]) -> int:
    """Prepare the installation, then serve until SIGTERM or SIGINT. The exit code comes back."""
    chosen = _parse(arguments)
    if not _is_free(chosen.host, chosen.port):
        print(
            f"Port {chosen.port} is taken: choose another with --port, or PORT=... with make.",
            file=sys.stderr,
        )
        return 1
    _describe_in_environment(chosen)
    # In a process of its own: what bringing tables up to date leaves in memory is not wanted afterwards.
    prepared = subprocess.run([sys.executable, "-m", "guildhall", "prepare"], check=False)
    if prepared.returncode:
        return prepared.returncode
    from guildhall.config import processes  # noqa: PLC0415 - only now, with the environment described

    processes.load()
    others = [Child("work", processes.work), Child("streams", processes.hold_streams)]
    return Supervisor(Child("web", processes.web), others).run()


def prepare() -> None:
    """Bring the database and the collected static files up to date, saying so where there is something to do."""
    os.environ["GUILDHALL_COLLECTED"] = "1"
    import django  # noqa: PLC0415 - `--help` must not wait for it

    django.setup()
    from guildhall.config import preparation  # noqa: PLC0415 - needs Django to be set up

    preparation.migrate()
    preparation.collect_static_files()


class Child:
    """A forked process; started again after it ended, after a pause that grows while it keeps ending."""

    def __init__(self, name: str, run: Callable[[], None]) -> None:
        self.name, self.run = name, run
        self.number: int | None = None
        self.code = 0
        self.started = self.again = 0.0
        self.pause = 1.0

    def start(self) -> None:
        self.started, parent = time.monotonic(), os.getpid()
        self.number = os.fork()
        if self.number == 0:
            _become(self.name, self.run, parent)

    def is_running(self) -> bool:
        if self.number is None:
            return False
        number, status = os.waitpid(self.number, os.WNOHANG)
        if number == 0:
            return True
        self.number, self.code = None, os.waitstatus_to_exitcode(status)
        return False

    def start_if_due(self) -> None:
        """Keep the child running."""
        had_started, now = self.number is not None, time.monotonic()
        if self.is_running():
            return
        if had_started:
            self.pause = 1.0 if now - self.started > LONGEST_PAUSE else min(self.pause * 2, LONGEST_PAUSE)
            self.again = now + self.pause
            print(
                f"The process for {self.name} ended with {self.code}; starting it again.",
                file=sys.stderr,
                flush=True,
            )
        if now >= self.again:
            self.start()

    def ask_to_stop(self) -> None:
        if self.is_running() and self.number:
            os.kill(self.number, signal.SIGTERM)

    def end(self, patience: float) -> None:
        """Wait for the child to end; end it when that takes too long."""
        until = time.monotonic() + patience
        while self.is_running() and self.number:
            if time.monotonic() > until:
                os.kill(self.number, signal.SIGKILL)
            time.sleep(0.05)


class Supervisor:
    """Runs the web server and what stands beside it; when the web server ends, everything ends."""

    def __init__(self, web: Child, others: list[Child]) -> None:
        self.web, self.others = web, others
        self.stopping = False

    def run(self) -> int:
        for number in STOPPING:
            signal.signal(number, self._stop)
        self.web.start()
        while not self.stopping and self.web.is_running():
            for child in self.others:
                child.start_if_due()
            time.sleep(0.25)
        for child in (self.web, *self.others):
            child.ask_to_stop()
        for child in (self.web, *self.others):
            child.end(PATIENCE)
        return abs(self.web.code)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


def _become(name: str, run: Callable[[], None], parent: int) -> None:
    """In the forked child: do its work and end, never returning to the parent's code."""
    code = 1
    try:
        for number in STOPPING:
            signal.signal(number, signal.SIG_DFL)
        _tell_the_system(name)
        if os.getppid() == parent:
            run()
            code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - whatever it is, a child must not go on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _tell_the_system(name: str) -> None:
    """On Linux: the child's name, and that it be ended with its parent, so that none is left holding the port."""
    if sys.platform != "linux":
        return
    prctl = ctypes.CDLL(None).prctl
    prctl(1, signal.SIGTERM)
    prctl(15, f"guildhall-{name}".encode())


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


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _describe_in_environment(chosen: argparse.Namespace) -> None:
    """What config/gunicorn.py and config/settings.py read."""
    reachable = "127.0.0.1" if chosen.host in ("0.0.0.0", "::") else chosen.host  # noqa: S104 - compared, not bound
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    os.environ.setdefault("SITE_URL", f"http://{reachable}:{chosen.port}")
    os.environ["GUILDHALL_BIND"] = f"{host}:{chosen.port}"
    os.environ["GUILDHALL_WORKERS"] = str(chosen.workers)
    os.environ["GUILDHALL_THREADS"] = str(chosen.threads)
    os.environ["GUILDHALL_COLLECTED"] = "1"
