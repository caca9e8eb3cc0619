"""A list asks the database the same number of questions however many rows it shows, and fewer than fifteen.

A room names its lists in ``tests/lists.py``: functions called like the page, which make that many rows and
return who looks, the page and its API twin:

    def token_list(rows: int) -> tuple[User, str, str]: ...

    LISTS = [token_list]
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guildhall.accounts.models import User
from tests import exceptions
from tests.house import ROOMS, page_names

MOST = 15
List = Callable[[int], tuple[User, str, str]]


def lists_of(room: str) -> list[List]:
    name = f"guildhall.{room}.tests.lists"
    return import_module(name).LISTS if find_spec(name) else []


LISTS = {f"{room}.{each.__name__}": each for room in ROOMS for each in lists_of(room)}


def questions(client: Client, url: str) -> tuple[list[str], Any]:
    """What a second visit asks (the first fills what stays in memory), and the answer."""
    assert client.get(url).status_code == 200, url
    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)
    return [query["sql"] for query in asked.captured_queries], response


def looked(each: List, rows: int) -> tuple[list[str], list[str], int]:
    """The questions of the page, those of its twin, and how many rows the twin answered."""
    with transaction.atomic():
        viewer, page, twin = each(rows)
        client = Client()
        client.force_login(viewer)
        on_page, _response = questions(client, page)
        on_twin, response = questions(client, twin)
        transaction.set_rollback(True)
    return on_page, on_twin, rows_in(response)


def rows_in(response: Any) -> int:
    answer = response.json()
    return len(answer["items"] if isinstance(answer, dict) else answer)


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_number_of_questions_for_more_rows(name):
    page_of_one, twin_of_one, rows_of_one = looked(LISTS[name], 1)
    page_of_three, twin_of_three, rows_of_three = looked(LISTS[name], 3)

    assert rows_of_three - rows_of_one == 2
    assert len(page_of_one) == len(page_of_three) < MOST, "\n".join(page_of_three)
    assert len(twin_of_one) == len(twin_of_three) < MOST, "\n".join(twin_of_three)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="every list was counted there")
@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_a_list_and_its_twin_answer_on_another_database_too(name):
    viewer, page, twin = LISTS[name](3)
    client = Client()
    client.force_login(viewer)

    assert client.get(page).status_code == 200
    assert rows_in(client.get(twin)) >= 3


@pytest.mark.parametrize("room", ROOMS)
def test_every_list_is_counted(room):
    lists = {name for name in page_names() if name.endswith("_list") and name.startswith(f"{room}.")}
    of_code = {name for name in exceptions.LISTS_OF_CODE if name.startswith(f"{room}.")}

    assert lists - set(LISTS) - of_code == set()
    assert of_code <= lists
