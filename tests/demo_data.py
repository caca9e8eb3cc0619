"""The demonstration association for tests, told once in a run and copied for each test."""

import fcntl
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from guildhall.accounts.models import Association


def fill(folder: Path) -> None:
    """Tells the story into the test's empty database, and keeps both sides of it."""
    call_command("demo", verbosity=0, quiet=True)
    kept = sqlite3.connect(folder / "making.sqlite3")
    connection.connection.backup(kept)
    kept.close()
    (folder / "making.sqlite3").rename(folder / "demo.sqlite3")


@pytest.fixture
def demo(transactional_db: Any, settings: Any) -> Association:
    """The association of ``guildhall demo`` with its year, as if it had just been told."""
    folder = Path(os.environ["GUILDHALL_DEMO_TEMPLATE"])
    settings.MEDIA_ROOT = folder / "files"
    connection.ensure_connection()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "demo.sqlite3").exists():
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
            fill(folder)
        else:
            kept = sqlite3.connect(folder / "demo.sqlite3")
            kept.backup(connection.connection)
            kept.close()
    return Association.objects.get(slug="yunling")
