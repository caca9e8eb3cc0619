"""The demonstration data for tests: ask for the fixture ``demonstration``, and the test's database holds it.

It takes many seconds to write and a moment to copy. The first test of a run that asks for it writes it; on
SQLite a copy is kept, which every other test of the run, in whatever process, gets instead.
"""

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction


@pytest.fixture(scope="session")
def kept_demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder that all processes of this run keep the demonstration in."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "demonstration"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def demonstration(transactional_db: None, kept_demonstration: Path, settings: Any, tmp_path: Path) -> None:
    """What `guildhall demo` writes, database and files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    if connection.vendor != "sqlite":
        call_command("demo", verbosity=0)
        return
    database, files = kept_demonstration / "database.sqlite3", kept_demonstration / "files"
    with one_at_a_time(kept_demonstration):
        if not database.exists():
            call_command("demo", verbosity=0)
            shutil.copytree(settings.MEDIA_ROOT, files)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(database)])
            return
    shutil.copytree(files, settings.MEDIA_ROOT)
    connection.ensure_connection()
    with closing(sqlite3.connect(database)) as kept:
        kept.backup(connection.connection)
    ContentType.objects.clear_cache()
    cache.clear()


@contextmanager
def lasting(django_db_blocker: Any) -> Iterator[None]:
    """What is made inside is there for all tests of a module, whatever they do to it, and is taken back at its end."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)  # it would end the transaction that all requests share
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
