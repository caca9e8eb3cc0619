"""What has to be so before the first request: tables as the code expects them, static files collected."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from guildhall.accounts.queries import has_anybody
from guildhall.core import text_index


def migrate() -> bool:
    """Bring the database up to date. False when it was."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        print(f"Bringing the database up to date ({len(waiting)} migrations) ...", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    text_index.install(connection)
    return bool(waiting)


def collect_static_files() -> bool:
    """Collect, compress and name by content what browsers may keep. False when nothing had changed."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = _static_state()
    names = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if names.exists() and stamp.exists() and stamp.read_text() == state:
        return False
    print("Collecting static files ...", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)
    return True


def say_how_to_begin() -> None:
    """Where nobody has an account yet: where the first is made. Later accounts come by invitation."""
    if not has_anybody():
        print(
            f"Nobody has an account yet: make the first at {settings.SITE_URL}{reverse('account_signup')}",
            flush=True,
        )


def _static_state() -> str:
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path))
            digest.update(f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()
