"""Django's `migrate`, quicker on a database that holds nothing yet.

After every step Django makes the classes of all models anew that are related, however far, to the one that changed: here
to nearly all of them, because every row belongs to an association. Steps that move rows from one state to the next may
need them so. In a database without any table there are no rows, and only the model that changed is made anew: the same
statements come out in a tenth of the time (tests/test_migrations.py compares the tables).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.state import ProjectState


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if connections[options["database"]].introspection.table_names():
            super().handle(*args, **options)
            return
        with only_what_changed(), without_looking_for_garbage():
            super().handle(*args, **options)


@contextmanager
def only_what_changed() -> Iterator[None]:
    django_s = ProjectState._find_reload_model  # type: ignore[attr-defined]  # its stubs leave it out
    ProjectState._find_reload_model = _itself  # type: ignore[attr-defined]
    try:
        yield
    finally:
        ProjectState._find_reload_model = django_s  # type: ignore[attr-defined]


def _itself(
    _state: ProjectState,
    app_label: str,
    model_name: str,
    delay: bool = False,  # noqa: FBT001, FBT002 - called as Django calls its own
) -> set[tuple[str, str]]:
    return {(app_label, model_name)}


@contextmanager
def without_looking_for_garbage() -> Iterator[None]:
    """So many classes refer to one another that looking for those to throw away takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
