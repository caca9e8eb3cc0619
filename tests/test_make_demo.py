"""The README's first command on a clean checkout: `make demo` serves, says who can sign in, and can be given again."""

import io
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tarfile
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from guildhall.demo.yunling.cast import CAST, PASSWORD
from tests.house import ROOT
from tests.test_server import free_port
from tools.environment import state_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="it makes a database of its own"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout knows what is committed"),
]
# Three minutes are promised; half of them may go into installing packages, which are here already.
SECONDS = 90
OURS = ("GUILDHALL_HOME", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SITE_URL", "MAKEFLAGS", "MAKELEVEL")


@pytest.fixture
def checkout(tmp_path):
    """What is committed, in a folder of its own."""
    command = ["git", "-c", "safe.directory=*", "archive", "HEAD"]
    committed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(committed)) as archive:
        archive.extractall(tmp_path / "checkout", filter="data")
    return tmp_path / "checkout"


@pytest.fixture
def packages(tmp_path):
    """An environment with the packages of the one that tests run in."""
    folder = tmp_path / "packages"
    folder.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / name).symlink_to(Path(sys.prefix) / name)
    (folder / "installed-run").write_text(state_of("run"))
    return folder


def make_demo(checkout: Path, packages: Path) -> str:
    """What `make demo` says until it serves; then its first page is asked for, and it is ended."""
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    command = ["make", "demo", f"PORT={port}", f"VENV={packages}", f"PYTHON={sys.executable}"]
    said: list[str] = []
    with subprocess.Popen(
        command,
        cwd=checkout,
        env=env,
        text=True,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            for line in process.stdout or ():
                said.append(line)
                if "is ready on" in line:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/") as page:
                        assert page.status == 200
                    return "".join(said)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.communicate()
    raise AssertionError("".join(said))


def rows(checkout: Path) -> list[int]:
    count = "select count(*) from registry_organization union all select count(*) from registry_person"
    count += " union all select count(*) from meetings_meeting union all select count(*) from commitments_commitment"
    with closing(sqlite3.connect(checkout / "data" / "guildhall.sqlite3")) as database:
        return [number for (number,) in database.execute(count)]


def work_of_children() -> float:
    """Processor time, which does not depend on what else the machine has to do."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_make_demo_serves_soon_says_who_signs_in_and_doubles_nothing(checkout, packages):
    before = work_of_children()
    said = make_demo(checkout, packages)
    assert work_of_children() - before < SECONDS
    assert all(word in said for word in (PASSWORD, *(one.email for one in CAST if one.signs_in)))
    first = rows(checkout)
    assert min(first) > 0

    assert "nothing was changed" in make_demo(checkout, packages)

    assert rows(checkout) == first
