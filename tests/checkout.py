"""A clean checkout in which `make` made an installation: once for all processes of a run, since it takes long.

``migrated`` holds the tables that `make migrate` made from nothing, ``filled`` what `make demo` serves. Neither is
to be written to: copy what is needed.
"""

import fcntl
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house import ROOT
from tools.environment import state_of

OURS = ("GUILDHALL_HOME", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SITE_URL", "MAKEFLAGS", "MAKELEVEL")
NOT_OURS = shutil.ignore_patterns("__pycache__", ".*", "*.mo", "data", "build", "dist")


@dataclass(frozen=True)
class Made:
    """What was made, and what making it said and took of the processor, in seconds."""

    checkout: Path
    database: Path
    files: Path
    said: str
    seconds: float


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this run see."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def migrated(run_folder: Path) -> Made:
    folder = run_folder / "migrated"
    with one_at_a_time(folder):
        if not (folder / "told.json").exists():
            copy_project(folder / "checkout")
            link_packages(folder / "checkout" / "packages")
            keep(folder, "migrate")
    return told(folder, folder)


@pytest.fixture(scope="session")
def filled(run_folder: Path, migrated: Made) -> Made:
    folder = run_folder / "filled"
    with one_at_a_time(folder):
        if not (folder / "told.json").exists():
            keep(folder, "demo-data", migrated.checkout)
    return told(folder, migrated.checkout.parent)


def keep(folder: Path, target: str, checkout: Path | None = None) -> None:
    """Make it, and put aside a copy of the database and the files before anybody goes on with them."""
    checkout = checkout or folder / "checkout"
    before = work_of_children()
    said = subprocess.run(
        make(checkout, target), env=environment(), cwd=checkout, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stdout + said.stderr
    home = checkout / "data"
    with closing(sqlite3.connect(home / "guildhall.sqlite3")) as database:
        database.execute("VACUUM INTO ?", [str(folder / "database.sqlite3")])
    (home / "files").mkdir(exist_ok=True)
    shutil.copytree(home / "files", folder / "files")
    result = {"said": said.stdout, "seconds": work_of_children() - before}
    (folder / "told.json").write_text(json.dumps(result))


def told(folder: Path, made_in: Path) -> Made:
    result = json.loads((folder / "told.json").read_text())
    return Made(made_in / "checkout", folder / "database.sqlite3", folder / "files", **result)


def make(checkout: Path, target: str, *variables: str) -> list[str]:
    return ["make", target, f"VENV={checkout / 'packages'}", f"PYTHON={sys.executable}", *variables]


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in OURS}


def copy_project(folder: Path) -> None:
    """What git knows, as it is now; where there is no git, everything but what tools left."""
    if not (ROOT / ".git").exists():
        shutil.copytree(ROOT, folder, ignore=NOT_OURS)
        return
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def link_packages(folder: Path) -> None:
    """An environment with the packages of the one that tests run in."""
    folder.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / name).symlink_to(Path(sys.prefix) / name)
    (folder / "installed-run").write_text(state_of("run"))


def work_of_children() -> float:
    """Processor time, which does not depend on what else the machine has to do."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
