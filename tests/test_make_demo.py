"""The README's first command on a clean checkout: `make demo` serves, says who can sign in, and can be given again."""

import os
import signal
import sqlite3
import subprocess
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from guildhall.demo.yunling.cast import CAST, PASSWORD
from tests.checkout import environment, make, work_of_children
from tests.test_server import free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="it makes a database of its own"),
]
# Three minutes are promised; half of them may go into installing packages, which are here already.
SECONDS = 90


def make_demo(checkout: Path) -> str:
    """What `make demo` says until it serves; then its first page is asked for, and it is ended."""
    port = free_port()
    said: list[str] = []
    with subprocess.Popen(
        make(checkout, "demo", f"PORT={port}"),
        cwd=checkout,
        env=environment(),
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


def rows(file: Path) -> list[int]:
    count = "select count(*) from registry_organization union all select count(*) from registry_person"
    count += " union all select count(*) from meetings_meeting union all select count(*) from commitments_commitment"
    with closing(sqlite3.connect(file)) as database:
        return [number for (number,) in database.execute(count)]


def names_who_signs_in(said: str) -> bool:
    return all(word in said for word in (PASSWORD, *(one.email for one in CAST if one.signs_in)))


def test_make_demo_serves_soon_says_who_signs_in_and_doubles_nothing(migrated, filled):
    """Its two long steps, from nothing to the data, were taken one by one: see tests/checkout.py."""
    assert names_who_signs_in(filled.said)
    assert rows(migrated.database) == [0, 0, 0, 0]
    assert min(rows(filled.database)) > 0

    before = work_of_children()
    said = make_demo(filled.checkout)

    assert migrated.seconds + filled.seconds + work_of_children() - before < SECONDS
    assert names_who_signs_in(said)
    assert "nothing was changed" in said
    assert rows(filled.checkout / "data" / "guildhall.sqlite3") == rows(filled.database)
