"""What is asked on PostgreSQL too: whatever SQL can make a difference to, and each of that once.

The whole suite runs on SQLite. With ``--with-database`` (see tools/suite.py) a run leaves out

- what asks for no database;
- what walks in a browser, and what says of itself that it comes out the same everywhere (``once``);
- files about doors and pages (test_doors, test_..._doors, test_pages, test_..._pages): the doors share their
  actions and queries, each of which is asked without them. Every act happens there as the permission table says
  (tests/test_permissions.py), every list and its twin answers (tests/test_query_counts.py), every endpoint is
  asked (tests/test_api_contract.py), every kind of page of the demonstration opens (guildhall/demo);
- of a test that is repeated for another door, language, screen or ending of a file, all but the first.
"""

import re

import pytest

NEEDS_DATABASE = {"db", "transactional_db", "live_server"}
DOORS = re.compile(r"test_(?:\w+_)?(?:doors|pages)")
UNSEEN_BY_SQL = {"door", "way", "language", "screen", "ending"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--with-database", action="store_true", help="only what may differ between databases")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--with-database"):
        chosen = first_of_each([item for item in items if may_differ(item)])
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen


def may_differ(item: pytest.Item) -> bool:
    """Whether another database could answer otherwise."""
    is_about_doors = DOORS.fullmatch(item.path.stem) is not None
    is_the_same = any(item.get_closest_marker(name) for name in ("browser", "once"))
    return asks_for_database(item) and not is_about_doors and not is_the_same


def asks_for_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not NEEDS_DATABASE.isdisjoint(fixtures)


def first_of_each(items: list[pytest.Item]) -> list[pytest.Item]:
    """The items without those that differ from an earlier one only in what SQL does not see."""
    found: dict[tuple[str, frozenset[tuple[str, int]]], pytest.Item] = {}
    for item in items:
        found.setdefault(what_sql_sees(item), item)
    return list(found.values())


def what_sql_sees(item: pytest.Item) -> tuple[str, frozenset[tuple[str, int]]]:
    call = getattr(item, "callspec", None)
    if call is None:
        return item.nodeid, frozenset()
    seen = ((name, id(value)) for name, value in call.params.items() if name not in UNSEEN_BY_SQL)
    return item.nodeid.partition("[")[0], frozenset(seen)
