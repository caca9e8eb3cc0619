"""The API's description describes what it answers."""

import json
import re
from collections import Counter

import pytest
from django.test import Client

from guildhall.accounts.tests.make import make_user
from guildhall.config.api import api
from guildhall.config.openapi import name_of
from guildhall.registry.models import Body, Post


@pytest.fixture(scope="module")
def description():
    return json.loads(json.dumps(api.get_openapi_schema(), default=str))


def test_two_shapes_of_one_name_get_names_of_their_own():
    taken: dict[str, str] = {}
    first, second = "guildhall.registry.models.body.Body.Kind:1", "guildhall.meetings.models.Body.Kind:2"

    names = [name_of(reference, taken) for reference in (first, second, first, second)]

    assert names == ["Body.Kind", "meetings.Body.Kind", "Body.Kind", "meetings.Body.Kind"]


def test_each_kind_of_thing_has_its_own_choices(description):
    shapes = description["components"]["schemas"]

    assert shapes["Body.Kind"]["enum"] == Body.Kind.values
    assert shapes["Post.Kind"]["enum"] == Post.Kind.values


def test_every_reference_leads_to_a_shape(description):
    text = json.dumps(description)
    shapes = description["components"]["schemas"]
    referred = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}

    assert referred - set(shapes) == set()


def test_every_operation_says_how_it_refuses(description):
    silent = [
        f"{method} {path}"
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
        if "default" not in operation["responses"]
    ]
    assert silent == []


def test_no_address_is_served_by_two_routers():
    """The first of two would answer 405 to what only the second knows."""
    addresses = [(prefix, path) for prefix, router in api._routers for path in router.path_operations]
    whole = [re.sub(r"{[^}]*}", "{}", prefix + path) for prefix, path in addresses]

    assert [address for address, times in Counter(whole).items() if times > 1] == []


@pytest.mark.django_db
def test_the_description_is_served():
    assert Client().get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "status"), [(1, 200), (10_000, 200), (10**20, 422)])
def test_a_page_beyond_counting_is_refused(page, status):
    client = Client()
    client.force_login(make_user())

    assert client.get(f"/api/v1/me/tokens?page={page}").status_code == status


@pytest.mark.django_db
def test_what_cannot_be_read_is_a_problem_too():
    client = Client()
    client.force_login(make_user())

    response = client.post("/api/v1/associations", "{not json", content_type="application/json")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["code"] == "unreadable"
