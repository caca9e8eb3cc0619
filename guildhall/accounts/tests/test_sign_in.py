"""Signing in with a password: who gets in, what the others read, and how often one may try."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from guildhall.accounts.models import User
from guildhall.accounts.tests.make import PASSWORD, make_user

pytestmark = pytest.mark.django_db
WRONG = {
    "zh-hans": "您提供的电子邮件地址和/或密码不正确。",
    "en": "The email address and/or password you specified are not correct.",
}
LOCKED = {
    "zh-hans": "登录失败次数过多，请稍后重试。",
    "en": "Too many failed login attempts. Try again later.",
}


@pytest.fixture(autouse=True)
def _nothing_tried_yet():
    cache.clear()


@pytest.fixture
def lin():
    return User.objects.create_verified_user("lin@example.org", PASSWORD, name="林")


def client_reading(language: str = "en", address: str = "192.0.2.1") -> Client:
    client = Client(REMOTE_ADDR=address)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def sign_in(client: Client, password: str, email: str = "lin@example.org"):
    return client.post("/account/login/", {"login": email, "password": password})


def is_signed_in(client: Client) -> bool:
    return client.get("/api/v1/me").status_code == 200


def test_the_right_password_signs_in_whatever_the_case_of_the_address(lin):
    client = client_reading()

    assert sign_in(client, PASSWORD, "Lin@Example.org").status_code == 302
    assert is_signed_in(client)


@pytest.mark.parametrize("language", WRONG)
@pytest.mark.parametrize("email", ["lin@example.org", "nobody@example.org"], ids=["known", "unknown"])
def test_a_wrong_password_is_told_alike_for_known_and_unknown_addresses(lin, language, email):
    client = client_reading(language)

    answer = sign_in(client, "something-else", email)

    assert WRONG[language] in answer.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("language", LOCKED)
def test_an_account_is_locked_for_a_while_after_five_wrong_passwords_from_anywhere(lin, language):
    for number in range(5):
        sign_in(client_reading(address=f"192.0.2.{number}"), "something-else")

    elsewhere = client_reading(language, "198.51.100.1")
    answer = sign_in(elsewhere, PASSWORD)

    assert LOCKED[language] in answer.content.decode()
    assert not is_signed_in(elsewhere)


def test_an_address_is_locked_after_ten_wrong_passwords_for_whomever(lin):
    for number in range(10):
        sign_in(client_reading(), "something-else", f"nobody{number}@example.org")

    assert LOCKED["en"] in sign_in(client_reading(), PASSWORD).content.decode()
    assert sign_in(client_reading(address="198.51.100.1"), PASSWORD).status_code == 302


def test_a_flood_of_attempts_is_answered_in_the_readers_language(lin):
    answers = [sign_in(client_reading("zh-hans"), "x", f"{number}@example.org") for number in range(31)]

    assert answers[-1].status_code == 429
    assert "短时间内操作过于频繁" in answers[-1].content.decode()


def test_what_a_visitor_claims_about_the_own_address_does_not_count(lin):
    for number in range(11):
        claimed = {"X-Forwarded-For": f"203.0.113.{number}"}
        client_reading().post(
            "/account/login/", {"login": f"nobody{number}@example.org", "password": "x"}, headers=claimed
        )

    assert LOCKED["en"] in sign_in(client_reading(), PASSWORD).content.decode()


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short-1", "密码必须包含至少 10 个字符"),
        ("password1234", "常见"),
        ("938475610293", "数字"),
        ("lin@example.org", "相似"),
    ],
)
def test_a_weak_new_password_is_refused_with_its_reason(lin, password, sentence):
    client = client_reading("zh-hans")
    client.force_login(lin)

    answer = client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )

    lin.refresh_from_db()
    assert lin.check_password(PASSWORD)
    assert sentence in answer.content.decode().split('id="id_password2"')[0]


def test_a_changed_password_signs_the_other_browsers_out(lin):
    here, elsewhere = client_reading(), client_reading()
    sign_in(here, PASSWORD)
    sign_in(elsewhere, PASSWORD)

    new = "autumn-lake-2031-heron"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_who_was_shut_out_does_not_get_in(lin):
    User.objects.filter(pk=lin.pk).update(is_active=False)
    client = client_reading()

    sign_in(client, PASSWORD)

    assert not is_signed_in(client)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_forgotten_password_is_set_anew_by_a_mail_that_works_once(lin, language):
    client = client_reading(language)
    client.post("/account/password/reset/", {"email": "lin@example.org"})

    body = str(mail.outbox[0].body)
    link = re.findall(r"http://testserver(/account/password/reset/key/\S+)", body)[0]
    assert ("密码" in body + mail.outbox[0].subject) == (language == "zh-hans")

    form = client.get(link).headers["Location"]
    new = "autumn-lake-2031-heron"
    client.post(form, {"password1": new, "password2": new})

    assert sign_in(client_reading(), new).status_code == 302
    again = client_reading(language).get(link, follow=True).content.decode()
    assert ("链接无效" if language == "zh-hans" else "Bad Token") in again


def test_who_asks_for_an_unknown_address_learns_nothing_on_the_page():
    make_user(email="lin@example.org")
    answers = [
        client_reading().post("/account/password/reset/", {"email": email}, follow=True)
        for email in ("lin@example.org", "nobody@example.org")
    ]

    pages = [re.sub(r'"\w{64}"', "", answer.content.decode()) for answer in answers]  # a form's own token
    assert pages[0] == pages[1]
