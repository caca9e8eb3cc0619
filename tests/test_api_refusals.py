"""Whatever goes wrong below /api/, the answer is problem details in the reader's language."""

import re

import pytest
from django.test import Client

from guildhall.accounts.tests.make import make_user
from guildhall.registry.tests.make import make_association, make_user_with_powers

pytestmark = pytest.mark.django_db
ASKED = {
    "a malformed identifier": ("get", "/api/v1/a/{slug}/meetings/xyz", 404, "not_found"),
    "an unknown identifier": (
        "get",
        "/api/v1/a/{slug}/people/00000000-0000-7000-8000-000000000000",
        404,
        "not_found",
    ),
    "an unknown address": ("get", "/api/v1/a/{slug}/nothing", 404, "not_found"),
    "an unknown address at the top": ("get", "/api/nothing", 404, "not_found"),
    "an unknown association": ("get", "/api/v1/a/nobody/people", 404, "not_found"),
    "a method that is not there": ("delete", "/api/v1/me", 405, "method_not_allowed"),
    "something unreadable": ("post", "/api/v1/me/tokens", 400, "unreadable"),
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("asked", ASKED)
def test_a_refusal_is_problem_details_with_a_sentence(client, asked, language):
    method, path, status, code = ASKED[asked]
    association = make_association()
    client.force_login(make_user_with_powers(association))
    content = {"data": "{", "content_type": "application/json"} if status == 400 else {}

    answer = getattr(client, method)(
        path.format(slug=association.slug), headers={"Accept-Language": language}, **content
    )

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["code"]) == (status, code)
    assert bool(re.search("[\u4e00-\u9fff]", told["detail"])) == (language == "zh-hans")


@pytest.mark.urls("guildhall.core.tests.breaking_urls")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_fault_of_ours_is_told_without_its_details(language):
    client = Client(raise_request_exception=False)
    client.force_login(make_user())

    answer = client.get("/api/breaking/", headers={"Accept-Language": language})

    assert (answer.status_code, answer.json()["code"]) == (500, "broken")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "ZeroDivision" not in answer.content.decode()


def test_a_page_says_too_what_it_does_not_do(client):
    client.force_login(make_user())

    answer = client.delete("/me/profile/", headers={"Accept-Language": "en"})

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")
    assert "DELETE is not possible here" in answer.content.decode()
