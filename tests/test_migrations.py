"""The tables are what the models say, and migrations form one line."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.house import ROOMS


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
