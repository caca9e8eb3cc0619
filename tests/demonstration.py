"""The demonstration data for tests: ask for the fixture ``demonstration``, and the test's database holds it.

It takes many seconds to write and a moment to copy. On SQLite it is what `make` made once for the whole run, in
whatever process (tests/checkout.py); on PostgreSQL it is written here.
"""

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


@pytest.fixture
def demonstration(
    transactional_db: None, request: pytest.FixtureRequest, settings: Any, tmp_path: Path
) -> None:
    """What `make demo` serves, database and files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    if connection.vendor != "sqlite":
        call_command("demo", verbosity=0)
        return
    kept = request.getfixturevalue("filled")
    shutil.copytree(kept.files, settings.MEDIA_ROOT)
    connection.ensure_connection()
    with closing(sqlite3.connect(kept.database)) as database:
        database.backup(connection.connection)
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
