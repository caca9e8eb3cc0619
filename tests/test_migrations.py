"""The tables are what the models say, and migrations form one line."""

import os
import shutil
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.utils import ConnectionHandler

from tests.house import ROOMS, ROOT, tables


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)

    assert "No changes detected" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS)
def test_the_migrations_of_a_room_form_one_line(room):
    graph = MigrationLoader(connection).graph
    followers = [
        [child.key for child in graph.node_map[key].children if child.key[0] == room]
        for key in graph.nodes
        if key[0] == room
    ]

    assert len(graph.leaf_nodes(room)) <= 1
    assert all(len(next_ones) <= 1 for next_ones in followers)


Shape = dict[str, tuple[set[Any], set[Any]]]


def shape(database: BaseDatabaseWrapper) -> Shape:
    """Columns and constraints of the product's tables, whatever their order and however the database named them."""
    found: Shape = {}
    with database.cursor() as cursor:
        for table in (model._meta.db_table for model in tables()):
            columns = database.introspection.get_table_description(cursor, table)
            rules = database.introspection.get_constraints(cursor, table).items()
            found[table] = (
                {(column.name, column.type_code, column.null_ok) for column in columns},
                {
                    (named(name, rule), *map(str, (rule["columns"], rule["unique"], rule["foreign_key"])))
                    for name, rule in rules
                },
            )
    return found


def named(name: str, rule: Any) -> str:
    return "" if rule["foreign_key"] or name.startswith("__") else name


@pytest.fixture
def migrated_database(request, tmp_path):
    """A database in which every migration ran, one after the other."""
    if connection.vendor == "sqlite":
        made = request.getfixturevalue("migrated")
        yield connection.settings_dict | {"NAME": shutil.copy(made.database, tmp_path)}
        return
    settings = connection.settings_dict | {"NAME": f"{connection.settings_dict['NAME']}_migrated"}
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{settings['NAME']}").geturl()
    env = {"DATABASE_URL": url, "GUILDHALL_HOME": str(tmp_path)}
    env["DJANGO_SETTINGS_MODULE"] = "guildhall.config.settings"
    name = connection.ops.quote_name(settings["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=os.environ | env, check=True
    )
    yield settings
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_migrating_makes_the_tables_that_tests_run_on(migrated_database):
    """Tests make their tables straight from the models, which is quicker by far."""
    migrated = ConnectionHandler({"default": migrated_database})["default"]
    try:
        assert shape(migrated) == shape(connection)
    finally:
        migrated.close()
