"""Where somebody is signed in: seen, and ended from another browser."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from guildhall.accounts import actions
from guildhall.accounts.models import User
from guildhall.accounts.tests.make import PASSWORD, make_user
from guildhall.core.errors import NotAllowedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    cache.clear()
    return User.objects.create_verified_user("lin@example.org", PASSWORD, name="林")


def signed_in(agent: str) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/account/login/", {"login": "lin@example.org", "password": PASSWORD})
    return client


def status(client: Client) -> int:
    return client.get("/api/v1/me").status_code


def by_page(client: Client, session: UserSession) -> int:
    return client.post(f"/me/sessions/{session.pk}/end/").status_code


def by_api(client: Client, session: UserSession) -> int:
    return client.post(f"/api/v1/me/sessions/{session.pk}/end").status_code


@pytest.mark.parametrize("door", [by_page, by_api])
def test_an_ended_browser_is_out_at_once_and_the_others_stay(lin, door):
    here, phone, office = signed_in("Here"), signed_in("Phone"), signed_in("Office")

    assert door(here, UserSession.objects.get(user_agent="Phone")) in (302, 204)

    assert [status(client) for client in (here, phone, office)] == [200, 401, 200]
    listed = here.get("/api/v1/me/sessions").json()["items"]
    assert {each["user_agent"] for each in listed} == {"Here", "Office"}


def test_all_others_are_ended_together(lin):
    here, phone = signed_in("Here"), signed_in("Phone")

    here.post("/account/sessions/")

    assert [status(here), status(phone)] == [200, 401]


@pytest.mark.parametrize("door", [by_page, by_api])
def test_nobody_ends_the_sign_in_of_another(lin, door):
    phone, stranger = signed_in("Phone"), Client()
    stranger.force_login(make_user())
    session = UserSession.objects.get(user_agent="Phone")

    assert door(stranger, session) == 404
    with pytest.raises(NotAllowedError):
        actions.end_session(session, actor=make_user())
    assert status(phone) == 200
