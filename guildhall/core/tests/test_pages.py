import re

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory
from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.core import views

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:src=|application/json))", re.IGNORECASE)
ENGLISH_ONLY = ["Sign in", "Password", "Guildhall"]


def signed_in(language: str) -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.create_user("li@example.org", "guildhall-2026", name="李明"))
    return client


@pytest.mark.parametrize(
    ("language", "word"), [("zh-hans", "使用通行密钥登录"), ("en", "Sign in with a passkey")]
)
@pytest.mark.django_db
def test_the_sign_in_page_speaks_the_readers_language(language, word) -> None:
    answer = Client().get(reverse("account_login"), headers={"accept-language": language})
    text = answer.content.decode()
    assert word in text
    assert f'lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in text
    assert language == "en" or not [word for word in ENGLISH_ONLY if f">{word}<" in text]


PAGES = [
    "account_login",
    "account_reset_password",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "usersessions_list",
]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.django_db
def test_every_sign_in_page_has_our_shell_and_nothing_inline(name, language) -> None:
    client = Client() if name in ("account_login", "account_reset_password") else signed_in(language)
    answer = client.get(reverse(name), headers={"accept-language": language})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="skip"' in text
    assert "core/look.css" in text
    assert INLINE.findall(text) == []
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "status"), [("/refusing/", 409), ("/forbidding/", 403), ("/nothing/", 404)]
)
@pytest.mark.urls("guildhall.core.tests.breaking_urls")
def test_a_refusal_is_a_page_that_says_what_to_do(address, status) -> None:
    answer = Client().get(address)
    assert answer.status_code == status
    assert 'id="refusal"' in answer.content.decode()


@pytest.mark.urls("guildhall.core.tests.breaking_urls")
def test_a_broken_page_answers_without_the_database() -> None:
    answer = Client(raise_request_exception=False).get("/breaking/")
    assert answer.status_code == 500
    assert "系统出现问题" in answer.content.decode()


def test_too_large_and_unreadable_requests_are_told_apart() -> None:
    request = RequestFactory().get("/")
    assert views.bad_request(request, RequestDataTooBig()).status_code == 413
    assert views.bad_request(request, ValueError()).status_code == 400


@pytest.mark.django_db
def test_a_form_without_its_token_gets_a_readable_answer() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "li@example.org"})
    assert answer.status_code == 403
    assert "表单已过期" in answer.content.decode()


@pytest.mark.django_db
def test_switching_the_language_keeps_the_page() -> None:
    client = Client()
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/account/login/?next=/x/"})
    assert answer["Location"] == "/account/login/?next=/x/"
    assert "Sign in" in client.get("/account/login/").content.decode()


@pytest.mark.django_db
def test_a_signed_in_page_asks_only_for_session_user_and_unread(django_assert_max_num_queries) -> None:
    client = signed_in("en")
    client.get(reverse("mfa_index"))
    with django_assert_max_num_queries(4):
        client.get(reverse("account_logout"))


def test_browsers_find_the_mark_where_they_look_for_it() -> None:
    assert Client().get("/favicon.ico")["Location"].endswith("core/mark.svg")
