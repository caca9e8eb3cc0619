"""Run a command with a PostgreSQL of its own, which is gone afterwards.

    python -m tools.postgres -- COMMAND...

DATABASE_URL is used as it is when it is set. Otherwise a server is started from Debian's package, or else from
the programs inside the Python package ``pgserver``. It listens on a socket in a temporary folder and nowhere else.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import quote

DEBIAN = Path("/usr/lib/postgresql")
CONFIGURATION = {
    "listen_addresses": "",
    "max_connections": "100",
    "dynamic_shared_memory_type": "mmap",
    "log_min_messages": "fatal",
}
# What has to outlive nothing waits for no disk.
FLEETING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NoServerError(Exception):
    """There is no PostgreSQL to start, or it does not start."""


class Server:
    """A PostgreSQL with its data in a folder, to be started as often as one likes."""

    def __init__(self, folder: Path, owner: dict[str, Any], settings: dict[str, str]) -> None:
        self.folder, self.owner = folder, owner
        self.programs = _programs(folder, owner)
        self.url = f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
        self.process: subprocess.Popen[bytes] | None = None
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.command = [
            str(self.programs / "postgres"),
            "-D",
            str(folder / "data"),
            "-k",
            str(folder),
            *words,
        ]

    def make(self) -> None:
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        make = [str(self.programs / "initdb"), "-D", str(self.folder / "data"), *options]
        made = subprocess.run(
            make, cwd=self.folder, capture_output=True, text=True, check=False, **self.owner
        )
        if made.returncode:
            raise NoServerError(made.stderr)

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, stdout=log, stderr=log, **self.owner
            )
        ask = [str(self.programs / "pg_isready"), "-q", "-h", str(self.folder)]
        for _attempt in range(2400):
            if self.process.poll() is not None:
                break
            if subprocess.run(ask, check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise NoServerError((self.folder / "log").read_text())

    def kill(self) -> int:
        """SIGKILL to it and to each of its processes, which are in groups of their own; how many they were."""
        assert self.process is not None  # noqa: S101 -- start() came before
        number = self.process.pid
        os.kill(number, signal.SIGSTOP)  # so that it starts no more of them
        sessions = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        for each in (number, *map(int, sessions)):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self.process.wait()
        return 1 + len(sessions)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # "fast": sessions end, the server closes properly
            self.process.wait(timeout=120)


@contextmanager
def database_url() -> Iterator[str]:
    """The URL of a PostgreSQL to use: the one in DATABASE_URL, or a new one that ends with this block."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    with running(FLEETING) as server:
        yield server.url


@contextmanager
def running(settings: Mapping[str, str]) -> Iterator[Server]:
    """A new server that is gone after the block."""
    with tempfile.TemporaryDirectory(prefix="guildhall-pg-", dir=_temporary_root()) as name:
        folder = Path(name)
        owner = _owner()
        if owner:
            os.chown(folder, owner["user"], owner["group"])
        server = Server(folder, owner, CONFIGURATION | dict(settings))
        server.make()
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _programs(folder: Path, owner: dict[str, Any]) -> Path:
    """The folder of PostgreSQL's programs, copied where the server's user may not read the original."""
    debian = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda program: int(program.parts[-3]))
    if debian:
        return debian[-1].parent
    package = importlib.util.find_spec("pgserver")
    if package is None or package.origin is None:
        raise NoServerError(
            "No PostgreSQL here: install Debian's 'postgresql' or the Python package 'pgserver'."
        )
    installed = Path(package.origin).parent / "pginstall"
    try:
        subprocess.run(
            [installed / "bin" / "postgres", "--version"],
            cwd=folder,
            capture_output=True,
            check=True,
            **owner,
        )
    except PermissionError:
        copy = folder / "pginstall"
        shutil.copytree(installed, copy, symlinks=True)
        return copy / "bin"
    return installed / "bin"


def _owner() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: the user it runs as instead, in the words of ``subprocess``."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoServerError(
        "PostgreSQL does not run as root, and there is neither a user 'postgres' nor 'nobody'."
    )


def _temporary_root() -> str | None:
    # The path of a socket may have 107 characters, and its folder must be open to the server's user.
    return "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108 - a folder of our own is made inside


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + signal.SIGTERM)


def run(command: list[str]) -> int:
    """Run ``command`` with DATABASE_URL set; its exit code comes back."""
    signal.signal(signal.SIGTERM, _end)
    with database_url() as url:
        process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url})
        try:
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return run(command)
    except NoServerError as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
