"""Who may do what: every action tried by everyone of the cast, against the table that is checked in.

A room names its acts in ``tests/acts.py``: ``ACTS = {"convene_meeting": Act("召集会议", "Convene a meeting", do)}``.
The outcome stands in ``guildhall/<room>/permission_table.csv``, which the page of permissions shows too. When a
difference is meant, write the table anew and read what changed:

    WRITE_PERMISSIONS=1 python -m pytest tests/test_permissions.py
"""

import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import pytest
from django.db import connection, transaction

from guildhall.accounts.models import User
from guildhall.core.errors import NotAllowedError, RuleError
from tests import exceptions
from tests.cast import CAST, Act, NotYetMadeError, World, make_world
from tests.house import PACKAGE, ROOMS, actions_of

COLUMNS = ["action", "body", "zh", "en", *CAST]


def acts_of(room: str) -> dict[str, Act]:
    name = f"guildhall.{room}.tests.acts"
    return import_module(name).ACTS if find_spec(name) else {}


def table_file(room: str) -> Path:
    return PACKAGE / room / "permission_table.csv"


def read_table(room: str) -> list[dict[str, str]]:
    return list(csv.DictReader(table_file(room).read_text().splitlines()))


def who_may(row: dict[str, str]) -> str:
    """The first of the cast who may do it."""
    return next(name for name in CAST if row[name] == "yes")


def outcome(act: Act, world: World, actor: User) -> str:
    """``yes``, ``no``, or the code of the rule that stands against it whoever asks."""
    try:
        return tried(act, world, actor)
    except NotYetMadeError as wish:
        world.made[wish.key] = wish.make()
        return outcome(act, world, actor)


@contextmanager
def apart(world: World) -> Iterator[None]:
    """What is made for one act is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    world.made.clear()


def tried(act: Act, world: World, actor: User) -> str:
    with transaction.atomic():
        try:
            act.do(world, actor)
        except NotAllowedError:
            return "no"
        except RuleError as refusal:
            return refusal.code
        finally:
            transaction.set_rollback(True)
    return "yes"


def rows_of(name: str, act: Act, world: World) -> list[dict[str, str]]:
    """One row, or one for the council and one for a branch where the body makes a difference."""
    outcomes: dict[str, dict[str, str]] = {}
    for place, body in (("council", world.council), ("branch", world.branch)):
        here = world.at(body)
        with apart(world):
            outcomes[place] = {member: outcome(act, here, user) for member, user in here.cast.items()}
        if not here.asked:
            break
    if outcomes["council"] == outcomes.get("branch", outcomes["council"]):
        outcomes = {"": outcomes["council"]}
    said = {"action": name, "zh": act.zh, "en": act.en}
    return [said | {"body": place} | answers for place, answers in outcomes.items()]


def as_text(rows: list[dict[str, str]]) -> str:
    text = StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("room", [room for room in ROOMS if acts_of(room)])
def test_everyone_may_do_what_the_table_says(room):
    world = make_world()
    found = as_text([row for name, act in sorted(acts_of(room).items()) for row in rows_of(name, act, world)])
    if os.environ.get("WRITE_PERMISSIONS"):
        table_file(room).write_text(found)

    assert table_file(room).read_text() == found


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the whole table was tried there")
@pytest.mark.django_db
@pytest.mark.parametrize("room", [room for room in ROOMS if acts_of(room)])
def test_every_act_happens_on_another_database_too(room):
    world = make_world()
    wanted = {row["action"]: row for row in read_table(room) if "yes" in row.values()}
    found = {}
    for name, row in wanted.items():
        here = world.at(world.branch) if row["body"] == "branch" else world
        with apart(world):
            found[name] = outcome(acts_of(room)[name], here, world.cast[who_may(row)])

    assert found == dict.fromkeys(wanted, "yes")


@pytest.mark.parametrize("room", [room for room in ROOMS if table_file(room).exists()])
def test_who_belongs_elsewhere_may_do_nothing_here(room):
    allowed = {f"{room}.{row['action']}" for row in read_table(room) if row["outsider"] == "yes"}

    assert allowed - set(exceptions.OPEN_TO_EVERYONE) == set()


@pytest.mark.parametrize("room", ROOMS)
def test_the_table_leaves_no_action_out(room):
    acts = {name for name in actions_of(room) if f"{room}.{name}" not in exceptions.NOT_A_PERSONS_ACT}
    steps = {name.partition(".")[2] for name in exceptions.WITHOUT_A_DOOR if name.startswith(f"{room}.")}

    assert acts - steps - set(acts_of(room)) == set()


@pytest.mark.django_db
def test_the_table_tells_yes_from_no():
    def only_the_president(world: World, actor: User) -> None:
        if actor != world.cast["president"]:
            raise NotAllowedError("no", code="not_allowed")

    [row] = rows_of("decide", Act("决定", "Decide", only_the_president), make_world())

    assert [name for name in CAST if row[name] == "yes"] == ["president"]
