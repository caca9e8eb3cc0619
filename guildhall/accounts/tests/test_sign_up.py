"""Accounts are made by invitation; only the first of an installation, and where the setting says so, without."""

import pytest
from django.core.cache import cache
from django.test import Client

from guildhall.accounts.models import User
from guildhall.accounts.tests.make import PASSWORD, make_user
from guildhall.config import preparation

pytestmark = pytest.mark.django_db
CLOSED = {"zh-hans": "账号由协会邀请开通", "en": "Accounts are made by invitation"}


@pytest.fixture(autouse=True)
def _nothing_tried_yet():
    cache.clear()


def sign_up(client: Client):
    return client.post(
        "/account/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )


def is_known() -> bool:
    return User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("language", CLOSED)
def test_a_stranger_is_told_how_one_gets_an_account_and_gets_none(client, language):
    make_user()

    page = client.get("/account/signup/", headers={"Accept-Language": language})
    answer = sign_up(client)

    assert CLOSED[language] in page.content.decode()
    assert page.templates[0].name == answer.templates[0].name == "account/signup_closed.html"
    assert not is_known()


def test_the_first_of_an_installation_makes_the_account_and_may_found_an_association(client, capsys):
    preparation.say_how_to_begin()
    assert "/account/signup/" in capsys.readouterr().out

    assert sign_up(client).status_code == 302

    assert client.get("/associations/new/").status_code == 200
    preparation.say_how_to_begin()
    assert capsys.readouterr().out == ""


def test_a_setting_opens_the_door_to_everybody(client, settings):
    make_user()
    settings.SIGN_UP_OPEN = True

    sign_up(client)

    assert is_known()
